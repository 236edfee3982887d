package io.jenkins.plugins.vela.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Generated classes in a Jenkins of its own process, where every plugin has its own class loader. */
class GeneratedClassesTest {

    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension();

    private static final String GREET = """
        import "vela/builtin"

        "wait-and-greet": type: "workflow-step"
        template: {
            hold: builtin.#Suspend & {$params: message: "not yet"}
            outputs: text: "Hello, \\(parameter.name)!"
            parameter: {
                name: string
                loud?: bool
            }
        }
        """;

    @Test
    void classesAreFoundByTheSnippetGeneratorAndSurviveAKilledController() throws Throwable {
        real.startJenkins();
        real.runRemotely(GeneratedClassesTest::begin);

        real.stopJenkinsForcibly();
        real.startJenkins();

        real.runRemotely(GeneratedClassesTest::end);
        real.stopJenkins();
    }

    private static void begin(JenkinsRule jenkins) throws Throwable {
        Path directory = Jenkins.get().getRootDir().toPath().resolve("definitions");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("wait-and-greet.cue"), GREET);
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource("definitions")));

        JSONObject form = new JSONObject();
        form.put(
                "stapler-class",
                Jenkins.get().getDescriptor("vela.step.waitAndGreet").clazz.getName());
        form.put("v/name", "Ada");
        Jenkins.get().setCrumbIssuer(null);
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            WebRequest request = new WebRequest(
                    new URL(jenkins.getURL(), Snippetizer.ACTION_URL + "/generateSnippet"), HttpMethod.POST);
            request.setRequestBody("json=" + URLEncoder.encode(form.toString(), StandardCharsets.UTF_8));
            request.setAdditionalHeader("Content-Type", "application/x-www-form-urlencoded");
            assertThat(web.getPage(request)
                            .getWebResponse()
                            .getContentAsString()
                            .trim())
                    .isEqualTo("waitAndGreet 'Ada'");
        }

        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "greet");
        job.setDefinition(new CpsFlowDefinition("echo \"returned ${waitAndGreet(name: 'Ada').text}\"", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[wait-and-greet] suspended", build);
    }

    private static void end(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName("greet", WorkflowJob.class).getLastBuild();
        WorkflowsOfBuild workflows = build.getAction(WorkflowsOfBuild.class);
        String node = workflows.all().get(0).node();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(workflows.live(node))
                .isPresent());

        workflows.live(node).orElseThrow().resume();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("returned Hello, Ada!", build);
    }
}
