package io.jenkins.plugins.vela.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Result;
import io.jenkins.plugins.vela.config.DefinitionSources;
import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.Script;
import org.apache.commons.jelly.XMLOutput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebApp;
import org.kohsuke.stapler.jelly.DefaultScriptInvoker;
import org.kohsuke.stapler.jelly.JellyClassTearOff;

/** Definitions as Pipeline steps, as the author of a Pipeline meets them. */
@WithJenkins
class DefinitionStepsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    private static final String GREET = """
        "greet-people": {
            type:        "workflow-step"
            description: "Greets <b>people</b> by name."
        }
        template: {
            said: "\\(parameter.greeting), \\(parameter.name)!"
            outputs: {
                text:  said
                times: parameter.times
            }
            parameter: {
                // +usage=Whom to greet
                name: string
                // +usage=What to say
                greeting: *"Hello" | string
                times:    *1 | int
                loud?:    bool
                style:    *"plain" | "fancy"
                others?: [...string]
                "pull-policy"?: string
                class?: string
                place?: {
                    city: string
                    zip?: int
                }
            }
        }
        """;

    @BeforeEach
    void define() throws IOException {
        write("greet-people.cue", GREET);
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static String declarative(String steps) {
        return "pipeline { agent none; stages { stage('s') { steps { " + steps + " } } } }";
    }

    private static WorkflowRun failure(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.FAILURE, job(script));
    }

    @Test
    void aDefinitionIsAStepThatReturnsTheOutputsItDeclares() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("def r = greetPeople(name: 'Ada', greeting: 'Good day', "
                + "'pull-policy': 'Always', class: 'first', others: ['Bob'], place: [city: 'Ghent', zip: 9000])\n"
                + "echo \"returned ${r.text} ${r.times}\""));

        jenkins.assertLogContains("returned Good day, Ada! 1", build);
        jenkins.assertLogContains("[greet-people] started (greet-people)", build);
    }

    @Test
    void aSingleRequiredParameterNeedsNoName() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("echo greetPeople('Ada').text"));

        jenkins.assertLogContains("Hello, Ada!", build);
    }

    @Test
    void aMisspeltParameterIsRefusedWithTheOneThatWasMeant() throws Exception {
        WorkflowRun build = failure("greetPeople(name: 'Ada', greting: 'Hi')");

        jenkins.assertLogContains(
                "ERROR: greetPeople: there is no parameter \"greting\", did you mean \"greeting\"?", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aMissingParameterAndAWrongValueAreToldBeforeAnythingRuns() throws Exception {
        WorkflowRun missing = failure("greetPeople(greeting: 'Hi')");
        jenkins.assertLogContains("ERROR: greetPeople: name", missing);
        jenkins.assertLogNotContains("[greet-people] started", missing);

        WorkflowRun wrong = failure("greetPeople(name: 'Ada', style: 'odd')");
        jenkins.assertLogContains("ERROR: greetPeople: style", wrong);
        jenkins.assertLogNotContains("[greet-people] started", wrong);

        WorkflowRun nested = failure("greetPeople(name: 'Ada', place: [city: 'Ghent', zip: 'x'])");
        jenkins.assertLogContains("ERROR: greetPeople: place.zip", nested);
    }

    @Test
    void declarativePipelinesAreCheckedBeforeTheyRun() throws Exception {
        WorkflowRun right = jenkins.buildAndAssertSuccess(job(declarative("greetPeople name: 'Ada', times: 2")));
        jenkins.assertLogContains("[greet-people] succeeded", right);

        WorkflowRun misspelt = failure(declarative("greetPeople nme: 'Ada'"));
        jenkins.assertLogContains("Invalid parameter \"nme\", did you mean \"name\"?", misspelt);

        WorkflowRun missing = failure(declarative("greetPeople greeting: 'Hi'"));
        jenkins.assertLogContains("Missing required parameter: \"name\"", missing);

        WorkflowRun wrong = failure(declarative("greetPeople name: 'Ada', loud: [1]"));
        assertThat(JenkinsRule.getLog(wrong)).contains("loud");
    }

    @Test
    void definitionsCanBeChangedAddedAndRemovedWithoutARestart() throws Exception {
        jenkins.buildAndAssertSuccess(job("greetPeople(name: 'Ada')"));
        jenkins.buildAndAssertSuccess(job(declarative("greetPeople name: 'Ada'")));

        write("greet-people.cue", GREET.replace("// +usage=Whom to greet", "title?: string"));
        write("say-bye.cue", "\"say-bye\": type: \"workflow-step\"\ntemplate: {\nparameter: {\nto: string\n}\n}\n");
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        jenkins.buildAndAssertSuccess(job(declarative("greetPeople name: 'Ada', title: 'Countess'")));
        jenkins.buildAndAssertSuccess(job("sayBye 'Ada'"));
        assertThat(descriptors("greetPeople")).hasSize(1);

        Files.delete(directory.resolve("say-bye.cue"));
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        assertThat(descriptors("sayBye")).isEmpty();
        jenkins.assertLogContains("No such DSL method 'sayBye'", failure("sayBye 'Ada'"));
    }

    @Test
    void aDefinitionThatIsWrongHarmsNoOther() throws Exception {
        write("broken.cue", "broken: type: \"workflow-step\"\ntemplate: parameter: a: string\n");
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        jenkins.buildAndAssertSuccess(job("greetPeople 'Ada'"));
        assertThat(DefinitionSources.get().problems())
                .singleElement()
                .asString()
                .contains("broken.cue:2:1: template: expected a struct in braces");
    }

    @Test
    void aClassIsUsedAgainWhenOnlyWordsChange() throws Exception {
        int before = DefinitionSteps.get().classCount();
        write("greet-people.cue", GREET.replace("Whom to greet", "Who is there"));
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        assertThat(DefinitionSteps.get().classCount()).isEqualTo(before);
        assertThat(DefinitionSteps.get()
                        .functions()
                        .get("greetPeople")
                        .fields()
                        .get(0)
                        .documentation()
                        .usage())
                .isEqualTo("Who is there");
    }

    private static List<StepDescriptor> descriptors(String function) {
        return ExtensionList.lookup(StepDescriptor.class).stream()
                .filter(step -> step.getFunctionName().equals(function))
                .toList();
    }

    @Test
    void aNameThatIsTakenIsRefusedAndSaysSo() throws Exception {
        write("echo.cue", "echo: type: \"workflow-step\"\ntemplate: {\nparameter: {\na: string\n}\n}\n");
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        assertThat(DefinitionSteps.get().refused().get("echo")).startsWith("the function echo is taken by");
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                job("echo 'still there'\nvelaStep type: 'echo', " + "properties: [a: 'x']"));
        jenkins.assertLogContains("still there", build);
        jenkins.assertLogContains("[echo] succeeded", build);
    }

    @Test
    void whatIsFilledInBecomesTheCall() throws Exception {
        StepDescriptor descriptor = descriptors("greetPeople").get(0);
        JSONObject form = new JSONObject();
        form.put("v/name", "Ada");
        form.put("v/times", "3");
        form.put("v/loud", "true");
        form.put("v/style", "fancy");
        form.put("v/others", "Bob\nEve");
        form.put("v/place/city", "Ghent");

        assertThat(Snippetizer.object2Groovy(descriptor.newInstance((StaplerRequest2) null, form)))
                .isEqualTo("greetPeople loud: true, name: 'Ada', others: ['Bob', 'Eve'], "
                        + "place: [city: 'Ghent'], style: 'fancy', times: 3");

        form.put("v/name", "");
        assertThatThrownBy(() -> descriptor.newInstance((StaplerRequest2) null, form))
                .isInstanceOf(Descriptor.FormException.class)
                .hasMessageContaining("name is required");
    }

    @Test
    void theFormHasAFieldForEachParameter() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = web.goTo("pipeline-syntax/");
            assertThat(page.asXml()).contains("greetPeople");
        }
        String form = jenkins.executeOnServer(() -> renderForm());
        assertThat(form)
                .contains("v/name")
                .contains("Whom to greet")
                .contains("v/place/city")
                .contains("fancy");
    }

    private static String renderForm() throws Exception {
        StepDescriptor descriptor = descriptors("greetPeople").get(0);
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        JellyContext context = new DefaultScriptInvoker() {
            JellyContext fresh() {
                return createContext(request, Stapler.getCurrentResponse2(), null, descriptor);
            }
        }.fresh();
        context.setVariable("descriptor", descriptor);
        StringWriter text = new StringWriter();
        Script script = WebApp.getCurrent()
                .getMetaClass(DefinitionStep.class)
                .getTearOff(JellyClassTearOff.class)
                .findScript("config.jelly");
        script.run(context, XMLOutput.createXMLOutput(text));
        return text.toString();
    }

    @Test
    void helpShowsTheWordsOfTheDefinitionAndNoneOfItsMarkup() throws Exception {
        StepDescriptor descriptor = descriptors("greetPeople").get(0);
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String help = web.goTo(descriptor.getDescriptorUrl() + "/help/name", "text/html")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(help).contains("Whom to greet");

            String all = web.goTo(descriptor.getDescriptorUrl() + "/help", "text/html")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(all).contains("&lt;b&gt;people&lt;/b&gt;").doesNotContain("<b>");
        }
    }

    @Test
    void theReferenceAndTheEditorKnowTheStep() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("pipeline-syntax/html").asXml()).contains("greetPeople");
            assertThat(web.goTo("pipeline-syntax/gdsl", "text/plain")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("name: 'greetPeople'")
                    .contains("'java.lang.String'");
        }
    }

    @Test
    void whatAStepReturnsCanBeChosenAndWhereItActsBeSaidAround() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
            withVela(namespace: 'outer', outputs: ['said']) {
              withVela(timeout: '1m') {
                echo "returned ${greetPeople(name: 'Ada')}"
              }
            }
            """));

        jenkins.assertLogContains("returned [said:Hello, Ada!]", build);
    }

    @Test
    void aDefinitionThatDeclaresNoOutputsReturnsItsPlainData() throws Exception {
        write("weigh.cue", """
            import "vela/builtin"

            "weigh": {type: "workflow-step"}
            template: {
                message: builtin.#Message & {$params: message: "weighing"}
                weight: parameter.kilos * 2
                place: {city: "Ghent", open: string}
                parameter: kilos: int
            }
            """);
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
            echo "returned ${weigh(kilos: 4)}"
            withVela(outputs: ['place.*']) { echo "chose ${weigh(kilos: 4)}" }
            """));

        jenkins.assertLogContains("returned [weight:8, place:[city:Ghent]]", build);
        jenkins.assertLogContains("chose [place:[city:Ghent]]", build);
    }

    @Test
    void aWorkflowActsWhereItIsSaidAroundUnlessItSaysSoItself() throws Exception {
        String where = """
            apiVersion: core.oam.dev/v1beta1
            kind: WorkflowStepDefinition
            metadata: {name: where}
            spec:
              schematic:
                cue:
                  template: |
                    parameter: {}
                    said: context.namespace
            ---
            apiVersion: core.oam.dev/v1alpha1
            kind: WorkflowRun
            metadata: {name: where%s}
            spec: {workflowSpec: {steps: [{name: a, type: where, outputs: [{name: place, valueFrom: said}]}]}}
            """;
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("withVela(namespace: 'shop') {\n"
                + "echo \"outer ${velaWorkflow(spec: '''" + where.formatted("") + "''').outputs}\"\n"
                + "echo \"inner ${velaWorkflow(spec: '''" + where.formatted(", namespace: home") + "''').outputs}\"\n"
                + "}"));

        jenkins.assertLogContains("outer [place:shop]", build);
        jenkins.assertLogContains("inner [place:home]", build);
    }

    @Test
    void theTimeoutThatIsSaidAroundAWorkflowIsThatOfEachOfItsSteps() throws Exception {
        WorkflowRun build = failure("withVela(timeout: '1s') { velaWorkflow(mode: 'DAG', spec: [steps: ["
                + "[name: 'long', type: 'suspend', timeout: '1h', properties: [duration: '3s']],"
                + "[name: 'short', type: 'suspend']]]) }");

        jenkins.assertLogContains("[short] failed (Timeout)", build);
        jenkins.assertLogContains("[long] succeeded", build);
    }

    @Test
    void theGenericStepRunsAnyTypeAndSuggestsTheOneThatWasMeant() throws Exception {
        jenkins.assertLogContains(
                "velaStep: unknown step type \"greet-peple\"", failure("velaStep type: 'greet-peple'"));
        WorkflowRun build = jenkins.buildAndAssertSuccess(
                job("echo velaStep(type: 'greet-people', properties: [name: 'Ada']).text"));
        jenkins.assertLogContains("Hello, Ada!", build);
    }

    @Test
    void everyStepOfTheBuiltInLibraryIsThere() {
        assertThat(DefinitionSteps.get().functions())
                .containsKeys("applyObject", "buildPushImage", "readObject", "request", "applyDeployment", "runJob");
        assertThat(DefinitionSteps.get().refused().keySet()).doesNotContain("apply-object", "build-push-image");
    }
}
