package io.jenkins.plugins.vela.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Builder;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Workflow steps in freestyle jobs, as their author meets them. */
@WithJenkins
class StepBuilderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

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
                who:   [parameter.name]
            }
            parameter: {
                // +usage=Whom to <i>greet</i>
                name: string
                greeting: *"Hello" | string
                times:    *1 | int
                loud?:    bool
                style:    *"plain" | "fancy"
                others?: [...string]
                labels?: [string]: string
                place?: {
                    city: string
                    zip?: int
                }
                source?: {git: string, branch: *"main" | string} | string
                extra?: {...}
            }
        }
        """;

    private static final String SAY_SECRET = """
        import "vela/util"

        "say-secret": {type: "workflow-step"}
        template: {
            say: util.#Log & {$params: data: "the token is \\(parameter.apiToken)"}
            outputs: {
                token: parameter.apiToken
                said:  "it is \\(parameter.apiToken)"
                open:  "door"
            }
            parameter: {
                apiToken: string
                others?: [...{apiKey: string}]
            }
            if parameter.others != _|_ {
                more: util.#Log & {$params: data: "the key is \\(parameter.others[0].apiKey)"}
            }
        }
        """;

    private static JenkinsRule jenkins;

    @TempDir
    private Path directory;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void define() throws IOException {
        Files.writeString(directory.resolve("greet-people.cue"), GREET);
        Files.writeString(directory.resolve("say-secret.cue"), SAY_SECRET);
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().clear();
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "the-token", "Token of the shop", Secret.fromString("s3cr3t-of-all")));
        store.save();
    }

    private static FreeStyleProject job(Builder... steps) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (Builder step : steps) {
            job.getBuildersList().add(step);
        }
        return job;
    }

    private static StepBuilder step(String type, String properties) {
        StepBuilder step = new StepBuilder(type);
        step.setProperties(properties);
        return step;
    }

    private static void sameJson(String actual, String expected) throws IOException {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    // ---- running ----

    @Test
    void stepsRunWithTheBuildsVariablesAndWhatTheyGiveBackIsThereForTheNext() throws Exception {
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        FreeStyleProject job = job(
                step("greet-people", "{\"name\": \"${WHO}\", \"times\": \"${N}\"}"),
                step("print-message-in-status", "{\"message\": \"it was: ${VELA_TEXT}\"}"),
                environment);
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("WHO", "Ada"), new StringParameterDefinition("N", "3")));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[print-message-in-status] it was: Hello, Ada!", build);
        assertThat(environment.getEnvVars())
                .containsEntry("VELA_TEXT", "Hello, Ada!")
                .containsEntry("VELA_TIMES", "3")
                .containsEntry("VELA_WHO", "[\"Ada\"]");
        assertThat(build.getAction(WorkflowsOfBuild.class).all())
                .extracting(WorkflowsOfBuild.Begun::node)
                .containsExactly("step-1", "step-2");
    }

    @Test
    void whatIsWrongFailsTheBuildWithOneLineBeforeAnythingRuns() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(step("greet-people", "{\"name\": \"Ada\", \"tims\": 2}")));
        jenkins.assertLogContains("ERROR: greet-people: tims: greet-people has no such property", build);
        jenkins.assertLogNotContains("\tat ", build);
        jenkins.assertLogNotContains("started", build);

        FreeStyleBuild gone = jenkins.buildAndAssertStatus(Result.FAILURE, job(step("greet-peopel", "{}")));
        jenkins.assertLogContains("greet-peopel", gone);
        jenkins.assertLogContains("did you mean \"greet-people\"?", gone);
    }

    @Test
    void anAbortEndsTheWorkflow() throws Exception {
        FreeStyleProject job = job(step("suspend", "{}"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[suspend] suspended", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("workflow terminated", build);
    }

    @Test
    void aSecretIsReadFromACredentialAndIsNeitherOnTheDiskNorInTheLogNorGivenBack() throws Exception {
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        FreeStyleProject job =
                job(step("say-secret", "{\"apiToken\": {\"credentialsId\": \"the-token\"}}"), environment);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("the token is ****", build);
        jenkins.assertLogNotContains("s3cr3t-of-all", build);
        assertThat(environment.getEnvVars())
                .containsEntry("VELA_OPEN", "door")
                .doesNotContainKey("VELA_TOKEN")
                .doesNotContainKey("VELA_SAID");
        assertThat(environment.getEnvVars().values()).noneMatch(value -> value.contains("s3cr3t-of-all"));
        isNotOnTheDisk(job);
        assertThat(jenkins.createWebClient()
                        .goTo(build.getUrl() + "vela/step-1/status", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .doesNotContain("s3cr3t-of-all");
    }

    private static void isNotOnTheDisk(Item job) throws IOException {
        try (Stream<Path> files = Files.walk(job.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("s3cr3t-of-all");
            }
        }
    }

    @Test
    void aSecretThatComesFromAVariableIsNotOnTheDiskEither() throws Exception {
        FreeStyleProject job =
                job(step("say-secret", "{\"apiToken\": \"${PW}\", \"others\": [{\"apiKey\": \"${PW}\"}]}"));
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PW", Secret.fromString("s3cr3t-of-all"), "")));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("the token is ****", build);
        jenkins.assertLogContains("the key is ****", build);
        jenkins.assertLogNotContains("s3cr3t-of-all", build);
        isNotOnTheDisk(job);

        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition(
                "velaStep(type: 'say-secret', properties: [apiToken: params.PW.plainText])\n"
                        + "velaStep(type: 'say-secret', properties: [apiToken: [credentialsId: 'the-token']])",
                false));
        pipeline.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PW", Secret.fromString("an-0ther-s3cr3t"), "")));
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline);
        jenkins.assertLogContains("the token is ****", run);
        jenkins.assertLogNotContains("s3cr3t", run);
        isNotOnTheDisk(pipeline);
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath().resolve("vela-workflow"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("an-0ther-s3cr3t");
            }
        }
    }

    @Test
    void aSecretThatIsWrittenDownOrUnknownIsRefused() throws Exception {
        FreeStyleBuild plain = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(step("say-secret", "{\"apiToken\": \"s3cr3t-of-all\"}")));
        jenkins.assertLogContains("ERROR: say-secret: apiToken: a secret is not written down here", plain);
        jenkins.assertLogNotContains("s3cr3t-of-all", plain);

        FreeStyleBuild unknown = jenkins.buildAndAssertStatus(
                Result.FAILURE, job(step("say-secret", "{\"apiToken\": {\"credentialsId\": \"none\"}}")));
        jenkins.assertLogContains("there is no secret text or password \"none\"", unknown);
    }

    // ---- the form ----

    private static final String EVERYTHING = """
        {"name": "${WHO}", "greeting": "two\\nlines", "times": 3, "loud": false, "style": "fancy", "others": ["a", "b"],
         "labels": {"team": "x", "a.b/c": "y"}, "place": {"city": "Ghent", "zip": 9000}, "source": {"git": "g", "branch": "b"},
         "extra": {"deep": [{"n": 1.5, "t": "true", "e": []}], "none": null}}""";

    @Test
    void theFormLosesNothing() throws Exception {
        for (String properties : List.of(
                EVERYTHING,
                "{\"name\": \"Ada\"}",
                "{\"name\": \"Ada\", \"source\": \"text\", \"place\": {\"city\": \"\"}, \"others\": []}",
                "{\"name\": \"Ada\", \"extra\": {\"$yaml\": \"[1\"}}",
                "{\"name\": {\"wrong\": true}, \"times\": \"${N}\", \"unknown\": {\"a\": [1, \"2\"]}, \"style\": \"odd\"}")) {
            StepBuilder before = step("greet-people", properties);
            before.setParameter("P");
            before.getOptions().setCluster("prod");
            before.getOptions().setPrefix("GREET_");

            StepBuilder after = jenkins.configRoundtrip(before);

            assertThat(after.getType()).isEqualTo("greet-people");
            sameJson(after.getProperties(), properties);
            assertThat(after.getParameter()).isEqualTo("P");
            assertThat(after.getOptions().getCluster()).isEqualTo("prod");
            assertThat(after.getOptions().getPrefix()).isEqualTo("GREET_");
        }
    }

    @Test
    void aTypeThatIsGoneKeepsItsConfiguration() throws Exception {
        StepBuilder after = jenkins.configRoundtrip(step("gone-away", EVERYTHING));

        assertThat(after.getType()).isEqualTo("gone-away");
        sameJson(after.getProperties(), EVERYTHING);
    }

    private static HtmlForm configure(FreeStyleProject job) throws Exception {
        HtmlPage page = jenkins.createWebClient().getPage(job, "configure");
        jenkins.createWebClient().waitForBackgroundJavaScript(5000);
        page.getWebClient().waitForBackgroundJavaScript(5000);
        return page.getFormByName("config");
    }

    private static DomElement field(HtmlForm form, String name) {
        return form.getFirstByXPath(".//div[contains(@class,'vela-form__field') and @data-name='" + name + "']");
    }

    @Test
    void whatIsFilledInIsKeptTyped() throws Exception {
        FreeStyleProject job = job(step("greet-people", "{\"name\": \"Ada\"}"));
        HtmlForm form = configure(job);

        HtmlInput times = field(form, "times").getFirstByXPath(".//input");
        assertThat(times.getAttribute("placeholder")).isEqualTo("1");
        times.type("7");
        HtmlSelect loud = field(form, "loud").getFirstByXPath(".//select");
        loud.setSelectedAttribute("0", true);
        HtmlSelect style = field(form, "style").getFirstByXPath(".//select");
        style.setSelectedAttribute("1", true);
        DomElement others = field(form, "others");
        DomElement add = others.getFirstByXPath(".//button[text()='Add']");
        add.click();
        add.click();
        add.click();
        List<HtmlInput> rows = others.getByXPath(".//input");
        rows.get(0).type("first");
        rows.get(1).type("second");
        rows.get(2).type("third");
        ((DomElement) others.getByXPath(".//button[text()='Remove']").get(1)).click();
        DomElement labels = field(form, "labels");
        ((DomElement) labels.getFirstByXPath(".//button[text()='Add entry']")).click();
        List<HtmlInput> entry = labels.getByXPath(".//input");
        entry.get(0).type("team");
        entry.get(1).type("x");
        ((DomElement) field(form, "place").getFirstByXPath(".//input[@type='checkbox']")).click();
        ((HtmlInput) field(form, "city").getFirstByXPath(".//input")).type("Ghent");
        List<DomElement> alternatives = field(form, "source").getByXPath(".//input[@type='radio']");
        assertThat(alternatives).hasSize(3);
        alternatives.get(1).click();
        ((HtmlInput) field(form, "git").getFirstByXPath(".//input")).type("example.org/x");
        ((HtmlTextArea) field(form, "extra").getFirstByXPath(".//textarea")).type("a: [1, b]");
        jenkins.submit(form);

        StepBuilder after = job.getBuildersList().get(StepBuilder.class);
        sameJson(after.getProperties(), """
                {"name": "Ada", "times": 7, "loud": true, "style": "fancy", "others": ["first", "third"],
                 "labels": {"team": "x"}, "place": {"city": "Ghent"}, "source": {"git": "example.org/x"},
                 "extra": {"a": [1, "b"]}}""");
        assertThat(job.getConfigFile().asString()).contains("<type>greet-people</type>", "&quot;times&quot;:7");
    }

    @Test
    void mistakesAreToldInTheFormAtTheirField() throws Exception {
        HtmlForm form = configure(job(step("greet-people", "{}")));
        assertThat(field(form, "name").asNormalizedText()).contains("name *", "This is required.");

        ((HtmlInput) field(form, "name").getFirstByXPath(".//input")).type("Ada");
        ((HtmlInput) field(form, "times").getFirstByXPath(".//input")).type("many");
        form.getPage().getEnclosingWindow().getWebClient().waitForBackgroundJavaScript(5000);

        assertThat(field(form, "name").asNormalizedText()).doesNotContain("required");
        assertThat(field(form, "times").asNormalizedText()).contains("conflicting values");
    }

    @Test
    void anotherTypeHasAnotherForm() throws Exception {
        FreeStyleProject job = job(step("greet-people", "{\"name\": \"Ada\"}"));
        HtmlForm form = configure(job);
        HtmlSelect type = form.getFirstByXPath(".//select[contains(@class,'vela-form__type')]");
        type.setSelectedAttribute("print-message-in-status", true);
        form.getPage().getEnclosingWindow().getWebClient().waitForBackgroundJavaScript(5000);
        ((HtmlInput) field(form, "message").getFirstByXPath(".//input")).type("hi");
        jenkins.submit(form);

        assertThat(job.getBuildersList().get(StepBuilder.class).getType()).isEqualTo("print-message-in-status");
    }

    @Test
    void aStepIsAddedToAJob() throws Exception {
        FreeStyleProject job = job();
        HtmlForm form = configure(job);
        HtmlPage page = (HtmlPage) form.getPage();
        HtmlFormUtil.getButtonByCaption(form, "Add build step").click();
        page.getWebClient().waitForBackgroundJavaScript(2000);
        ((DomElement) page.getFirstByXPath("//button[normalize-space(.)='Run a workflow step']")).click();
        page.getWebClient().waitForBackgroundJavaScript(5000);
        HtmlSelect type = form.getFirstByXPath(".//select[contains(@class,'vela-form__type')]");
        type.setSelectedAttribute("greet-people", true);
        page.getWebClient().waitForBackgroundJavaScript(5000);
        ((HtmlInput) field(form, "name").getFirstByXPath(".//input")).type("Bob");
        jenkins.submit(form);

        StepBuilder added = job.getBuildersList().get(StepBuilder.class);
        assertThat(added.getType()).isEqualTo("greet-people");
        sameJson(added.getProperties(), "{\"name\": \"Bob\"}");
    }

    @Test
    void theSnippetGeneratorHasTheFormForStepsThatAreNoFunctions() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        HtmlPage page = jenkins.createWebClient().goTo(job.getUrl() + "pipeline-syntax/");
        page.getWebClient().waitForBackgroundJavaScript(5000);
        HtmlForm form = page.getFormByName("config");
        HtmlSelect kind = form.getFirstByXPath(".//select[contains(@class,'dropdownList')]");
        kind.getOptions().stream()
                .filter(option -> option.getText().startsWith("velaStep"))
                .findFirst()
                .orElseThrow()
                .setSelected(true);
        page.getWebClient().waitForBackgroundJavaScript(5000);
        HtmlSelect type = form.getFirstByXPath(".//select[contains(@class,'vela-form__type')]");
        type.setSelectedAttribute("greet-people", true);
        page.getWebClient().waitForBackgroundJavaScript(5000);
        ((HtmlInput) field(form, "name").getFirstByXPath(".//input")).type("Bob");
        ((HtmlInput) field(form, "times").getFirstByXPath(".//input")).type("2");
        ((DomElement) page.getFirstByXPath("//button[contains(.,'Generate Pipeline Script')]")).click();
        page.getWebClient().waitForBackgroundJavaScript(5000);

        assertThat(((HtmlTextArea) page.getElementById("prototypeText")).getText())
                .isEqualTo("velaStep properties: [name: 'Bob', times: 2], type: 'greet-people'");
    }

    @Test
    void aSecretIsChosenAmongTheCredentialsOfTheJob() throws Exception {
        FreeStyleProject job = job(step("say-secret", "{}"));
        HtmlForm form = configure(job);
        HtmlSelect token = field(form, "apiToken").getFirstByXPath(".//select");
        assertThat(token.getOptions()).extracting(HtmlOption::getText).contains("Token of the shop");
        token.setSelectedAttribute("0", true);
        jenkins.submit(form);

        sameJson(
                job.getBuildersList().get(StepBuilder.class).getProperties(),
                "{\"apiToken\": {\"credentialsId\": \"the-token\"}}");
    }

    @Test
    void aSecretThatIsTypedIntoTheFormDoesNotReachTheDisk() throws Exception {
        FreeStyleProject job = job(step("say-secret", "{}"));
        HtmlForm form = configure(job);
        ((HtmlTextArea) form.getFirstByXPath(".//textarea[contains(@class,'vela-form__json')]"))
                .setText("{\"apiToken\": \"s3cr3t-of-all\"}");
        JenkinsRule.WebClient client = (JenkinsRule.WebClient) form.getPage().getWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);

        WebResponse refused = jenkins.submit(form).getWebResponse();

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("apiToken: a secret is not written down here");
        assertThat(job.getConfigFile().asString()).doesNotContain("s3cr3t-of-all");
    }
}
