package io.jenkins.plugins.vela.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommandInvoker;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The job parameter that asks for what a step definition asks for, however a build is triggered. */
@WithJenkins
class StepParameterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SHIP = """
        "ship-it": {type: "workflow-step", description: "Ships."}
        template: {
            said: "\\(parameter.image) to \\(parameter.where.city) x\\(parameter.replicas)"
            outputs: text: said
            parameter: {
                // +usage=<img src=x onerror=alert(1)>
                image: string
                replicas: *1 | int
                dryRun?: bool
                apiToken?: string
                where: {city: string, zip?: int}
                hosts?: [...string]
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
        Files.writeString(directory.resolve("ship-it.cue"), SHIP);
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().clear();
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "the-token", "Token of the shop", Secret.fromString("s3cr3t-of-all")));
        store.save();
    }

    @AfterEach
    void open() {
        Jenkins.get().setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
        Jenkins.get().setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
    }

    private static StepParameterDefinition ship(String defaults) {
        StepParameterDefinition parameter = new StepParameterDefinition("SHIP", "ship-it");
        parameter.setDefaults(defaults);
        return parameter;
    }

    private static WorkflowJob pipeline(StepParameterDefinition parameter, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.addProperty(new ParametersDefinitionProperty(parameter));
        return job;
    }

    private static void values(Run<?, ?> build, String expected) throws IOException {
        StepParameterValue value =
                (StepParameterValue) build.getAction(ParametersAction.class).getParameter("SHIP");
        assertThat(JSON.readTree(value.getJson())).isEqualTo(JSON.readTree(expected));
    }

    private static Run<?, ?> built(Job<?, ?> job) throws Exception {
        jenkins.waitUntilNoActivity();
        return jenkins.assertBuildStatusSuccess(job.getLastBuild());
    }

    private static final String GIVEN = "{\"image\": \"app:1\", \"where\": {\"city\": \"Ghent\"}}";

    // ---- the page ----

    @Test
    void theBuildPageShowsTheFormAndGivesTypedValues() throws Exception {
        WorkflowJob job = pipeline(
                ship("{\"image\": \"app:1\"}"),
                "echo \"got ${params.SHIP.replicas + 1} ${params.SHIP.where.zip + 1} ${params.SHIP.hosts.size()}\"\n"
                        + "echo \"said ${velaStep(type: 'ship-it', properties: params.SHIP).text}\"");
        HtmlPage page = buildPage(job, jenkins.createWebClient());
        HtmlForm form = page.getFormByName("parameters");
        assertThat(((HtmlInput) field(form, "image").getFirstByXPath(".//input")).getValue())
                .isEqualTo("app:1");
        assertThat(field(form, "image").asNormalizedText()).contains("<img src=x onerror=alert(1)>");

        type(form, "replicas", "4");
        type(form, "city", "Ghent");
        type(form, "zip", "9000");
        ((DomElement) field(form, "hosts").getFirstByXPath(".//button[text()='Add']")).click();
        type(form, "hosts", "one");
        press(form);

        Run<?, ?> build = built(job);
        values(build, """
                {"image": "app:1", "replicas": 4, "where": {"city": "Ghent", "zip": 9000}, "hosts": ["one"]}""");
        jenkins.assertLogContains("got 5 9001 1", build);
        jenkins.assertLogContains("said app:1 to Ghent x4", build);
        assertThat(jenkins.createWebClient()
                        .goTo(build.getUrl() + "parameters/")
                        .asNormalizedText())
                .contains("SHIP", "\"zip\" : 9000");
    }

    @Test
    void thePageIsNotSubmittedWhileSomethingRequiredIsMissing() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "echo 'ran'");
        HtmlPage page = buildPage(job, jenkins.createWebClient());
        HtmlForm form = page.getFormByName("parameters");
        assertThat(form.asNormalizedText()).doesNotContain("This is required.");

        press(form);

        assertThat(field(form, "image").asNormalizedText()).contains("This is required.");
        assertThat(field(form, "city").asNormalizedText()).contains("This is required.");
        jenkins.waitUntilNoActivity();
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    void whatDoesNotFitIsRefusedByTheServerToo() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "echo 'ran'");
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = buildPage(job, client);
        HtmlForm form = page.getFormByName("parameters");
        type(form, "image", "a");
        type(form, "city", "Ghent");
        type(form, "replicas", "many");
        HtmlPage answer = press(form);

        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.asNormalizedText()).contains("SHIP: replicas: ");
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    void theConfigurationIsKept() throws Exception {
        StepParameterDefinition before = ship("{\"where\": {\"zip\": 9000}, \"hosts\": [\"a\"]}");
        before.setDescription("What to ship");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(before));

        jenkins.configRoundtrip(job);

        StepParameterDefinition after = (StepParameterDefinition)
                job.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("SHIP");
        jenkins.assertEqualDataBoundBeans(before, after);
    }

    @Test
    void hostileNamesAreShownAsTheyAre() throws Exception {
        String hostile = "<script>alert(1)</script>";
        StepParameterDefinition parameter = new StepParameterDefinition(hostile, hostile);
        parameter.setDescription(hostile);
        WorkflowJob job = pipeline(parameter, "echo 'ran'");

        HtmlPage page = buildPage(job, jenkins.createWebClient());

        assertThat(page.asNormalizedText()).contains(hostile);
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain(hostile);
    }

    // ---- programs ----

    @Test
    void theCommandLineTakesJson() throws Exception {
        WorkflowJob job = pipeline(ship("{\"replicas\": 3}"), "echo \"got ${params.SHIP}\"");

        CLICommandInvoker.Result done =
                new CLICommandInvoker(jenkins, "build").invokeWithArgs("-s", "-p", "SHIP=" + GIVEN, job.getFullName());
        assertThat(done.returnCode()).as(done.stderr()).isZero();
        values(built(job), "{\"image\": \"app:1\", \"replicas\": 3, \"where\": {\"city\": \"Ghent\"}}");

        CLICommandInvoker.Result refused = new CLICommandInvoker(jenkins, "build")
                .invokeWithArgs("-s", "-p", "SHIP={\"image\": 1, \"repliqas\": 2}", job.getFullName());
        assertThat(refused.returnCode()).isNotZero();
        assertThat(refused.stderr())
                .contains("SHIP: image: conflicting values", "SHIP: where.city: missing")
                .contains("SHIP: repliqas: ship-it has no such property, did you mean \"replicas\"?")
                .doesNotContain("\tat ");
    }

    private static WebResponse post(Job<?, ?> job, String path, String parameter, String value) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL() + job.getUrl() + path + "?" + parameter + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8)),
                HttpMethod.POST);
        return client.loadWebResponse(client.addCrumb(request));
    }

    @Test
    void requestsTakeJson() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "echo \"got ${params.SHIP.image}\"");

        assertThat(post(job, "buildWithParameters", "SHIP", GIVEN).getStatusCode())
                .isEqualTo(201);
        values(built(job), "{\"image\": \"app:1\", \"replicas\": 1, \"where\": {\"city\": \"Ghent\"}}");

        String form =
                "{\"parameter\": {\"name\": \"SHIP\", \"value\": {\"image\": \"app:2\", \"where\": {\"city\": \"x\"}}}}";
        assertThat(post(job, "build", "json", form).getStatusCode()).isEqualTo(201);
        values(built(job), "{\"image\": \"app:2\", \"replicas\": 1, \"where\": {\"city\": \"x\"}}");

        WebResponse refused = post(job, "buildWithParameters", "SHIP", "{\"image\": \"a\"}");
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString().trim()).isEqualTo("SHIP: where.city: missing, ship-it needs it");
        assertThat(post(job, "buildWithParameters", "SHIP", "[1").getStatusCode())
                .isEqualTo(400);
    }

    // ---- where the values are found ----

    @Test
    void aWorkflowFindsThemInItsContextAndAFreestyleJobInVariables() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.addProperty(
                new ParametersDefinitionProperty(ship("{\"image\": \"app:1\", \"where\": {\"city\": \"Ghent\"}}")));
        StepBuilder step = new StepBuilder("ship-it");
        step.setParameter("SHIP");
        step.setProperties("{\"replicas\": 9}");
        job.getBuildersList().add(step);
        WorkflowBuilder workflow = new WorkflowBuilder();
        workflow.setSpec("""
            apiVersion: core.oam.dev/v1alpha1
            kind: WorkflowRun
            metadata: {name: say}
            spec:
              workflowSpec:
                steps:
                  - name: say
                    type: print-message-in-status
                    inputs: [{from: context.SHIP.where.city, parameterKey: message}]
            """);
        job.getBuildersList().add(workflow);
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);

        Run<?, ?> build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[say] Ghent", build);
        assertThat(environment.getEnvVars())
                .containsEntry("SHIP_where_city", "Ghent")
                .containsEntry("SHIP_replicas", "1")
                .containsEntry("VELA_TEXT", "app:1 to Ghent x9");
        assertThat(JSON.readTree(environment.getEnvVars().get("SHIP"))
                        .path("image")
                        .asText())
                .isEqualTo("app:1");
    }

    @Test
    void aJenkinsfileDeclaresIt() throws Exception {
        WorkflowJob scripted = jenkins.createProject(WorkflowJob.class);
        scripted.setDefinition(new CpsFlowDefinition("""
            properties([parameters([velaParameters(name: 'SHIP', definition: 'ship-it', description: 'What',
                                                   defaults: [image: 'app:1', where: [city: 'Ghent', zip: 9]])])])
            echo "got ${params.SHIP.where.zip + 1} ${params.SHIP.replicas}"
            """, true));
        jenkins.assertLogContains("got 10 1", jenkins.buildAndAssertSuccess(scripted));

        WorkflowJob declarative = jenkins.createProject(WorkflowJob.class);
        declarative.setDefinition(new CpsFlowDefinition("""
            pipeline {
              agent none
              parameters {
                velaParameters(name: 'SHIP', definition: 'ship-it', defaults: '{"image": "app:1", "where": {"city": "x"}}')
              }
              stages { stage('s') { steps {
                echo "got ${params.SHIP.image}"
                velaStep type: 'ship-it', properties: params.SHIP
              } } }
            }
            """, true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(declarative);
        jenkins.assertLogContains("got app:1", build);
        jenkins.assertLogContains("[ship-it] succeeded", build);
        assertThat(declarative.getProperty(ParametersDefinitionProperty.class).getParameterDefinition("SHIP"))
                .isInstanceOf(StepParameterDefinition.class);
    }

    // ---- secrets ----

    @Test
    void whoMayBuildMayNotForThatReasonUseTheCredentialsOfTheJob() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "velaStep type: 'ship-it', properties: params.SHIP");
        Jenkins.get().setSecurityRealm(jenkins.createDummySecurityRealm());
        Jenkins.get()
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ, Item.READ, Item.BUILD)
                        .everywhere()
                        .to("builder", "owner")
                        .grant(CredentialsProvider.USE_ITEM, Item.CONFIGURE)
                        .everywhere()
                        .to("owner"));
        String given =
                "{\"image\": \"a\", \"where\": {\"city\": \"x\"}, \"apiToken\": {\"credentialsId\": \"the-token\"}}";

        assertThat(buildPage(job, jenkins.createWebClient().login("builder"))
                        .getWebResponse()
                        .getContentAsString())
                .contains("apiToken")
                .doesNotContain("Token of the shop");
        WebResponse refused = postAs("builder", job, given);
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("you may not choose credentials");

        assertThat(postAs("owner", job, given).getStatusCode()).isEqualTo(201);
        Run<?, ?> build = built(job);
        jenkins.assertLogContains("[read-credentials] succeeded", build);
    }

    private static WebResponse postAs(String user, Job<?, ?> job, String value) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
        return client.loadWebResponse(client.addCrumb(new WebRequest(
                new URL(jenkins.getURL() + job.getUrl() + "buildWithParameters?SHIP="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8)),
                HttpMethod.POST)));
    }

    @Test
    void aSecretIsNotTakenInTheClear() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "echo 'ran'");

        WebResponse refused = post(
                job,
                "buildWithParameters",
                "SHIP",
                "{\"image\": \"a\", \"where\": {\"city\": \"x\"}, \"apiToken\": \"s3cr3t-of-all\"}");

        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getContentAsString())
                .contains("SHIP: apiToken: a secret is not written down")
                .doesNotContain("s3cr3t-of-all");
    }

    @Test
    void onlyWhoMayConfigureOrBuildIsAnswered() throws Exception {
        WorkflowJob job = pipeline(ship("{}"), "echo 'ran'");
        Jenkins.get().setSecurityRealm(jenkins.createDummySecurityRealm());
        Jenkins.get()
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ, Item.READ)
                        .everywhere()
                        .to("reader"));
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login("reader");
        for (Class<?> owner : List.of(StepParameterDefinition.class, StepBuilder.class)) {
            for (String method : List.of("form?type=ship-it", "problems?type=ship-it&values={}")) {
                URL address =
                        new URL(jenkins.getURL() + job.getUrl() + "descriptorByName/" + owner.getName() + "/" + method);
                assertThat(client.loadWebResponse(client.addCrumb(new WebRequest(address, HttpMethod.POST)))
                                .getStatusCode())
                        .as(address.toString())
                        .isEqualTo(403);
                assertThat(client.loadWebResponse(new WebRequest(address, HttpMethod.GET))
                                .getStatusCode())
                        .isIn(403, 404, 405);
            }
        }
    }

    // ---- pages ----

    private static HtmlPage buildPage(Job<?, ?> job, JenkinsRule.WebClient client) throws Exception {
        // a page with a form answers 405, so that programs do not take it for a build
        client.setThrowExceptionOnFailingStatusCode(false);
        HtmlPage page = client.getPage(job, "build?delay=0sec");
        client.waitForBackgroundJavaScript(5000);
        return page;
    }

    private static DomElement field(HtmlForm form, String name) {
        return form.getFirstByXPath(".//div[contains(@class,'vela-form__field') and @data-name='" + name + "']");
    }

    private static void type(HtmlForm form, String name, String text) throws Exception {
        HtmlElement control = field(form, name).getFirstByXPath(".//input | .//textarea");
        control.type(text);
    }

    private static HtmlPage press(HtmlForm form) throws Exception {
        HtmlElement button = form.getFirstByXPath(".//button[contains(@class,'jenkins-button--primary')]");
        HtmlPage page = button.click();
        page.getWebClient().waitForBackgroundJavaScript(5000);
        return page;
    }
}
