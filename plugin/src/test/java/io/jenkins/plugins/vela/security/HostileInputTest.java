package io.jenkins.plugins.vela.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.vela.config.DefinitionSources;
import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.LimitsConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.library.FolderDefaults;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Definitions and workflows that want to do harm: to the controller, to what it can reach, to who looks at its pages. */
@WithJenkins
class HostileInputTest {
    private static final String HOSTILE = "<img src=x id=pwned onerror=alert(1)>";

    private static JenkinsRule jenkins;

    @TempDir
    private File directory;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void reset() {
        VelaConfiguration configuration = VelaConfiguration.get();
        configuration.setDefinitionSources(List.of());
        configuration.setLimits(new LimitsConfiguration());
        configuration.setHttpLoopback(false);
    }

    private static WorkflowRun run(Folder folder, String script, Result expected) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job-" + System.nanoTime());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private static Folder folderWith(String definition) throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        FolderDefaults defaults = new FolderDefaults();
        defaults.setDefinitions(definition);
        folder.addProperty(defaults);
        return folder;
    }

    private static LimitsConfiguration limits(int seconds, int values, int characters) {
        LimitsConfiguration limits = new LimitsConfiguration();
        limits.setEvaluationSeconds(seconds);
        limits.setEvaluationValues(values);
        limits.setSourceCharacters(characters);
        return limits;
    }

    private static String request(String url) {
        return "velaStep(type: 'request', properties: [url: '" + url + "'])";
    }

    // ---- the controller's time and memory ----

    @Test
    @Timeout(120)
    void aDefinitionThatNeverEndsFailsItsStepAndNothingElse() throws Exception {
        VelaConfiguration.get().setLimits(limits(2, 100_000, 100_000));
        Folder folder = folderWith("""
            import "list"

            endless: {
                type: "workflow-step"
            }
            template: {
                numbers: list.Range(0, 30000, 1)
                outputs: sum: len([for a in numbers for b in numbers {a * b}])
                parameter: {}
            }
            """);

        WorkflowRun build = run(folder, "velaStep(type: 'endless')", Result.FAILURE);

        assertThat(JenkinsRule.getLog(build)).contains("evaluation takes longer than 2000 ms");
        run(
                jenkins.createProject(Folder.class),
                "velaStep(type: 'print-message-in-status', properties: [message: 'x'])",
                Result.SUCCESS);
    }

    @Test
    void aDefinitionOfGreatLengthIsRefused() throws Exception {
        VelaConfiguration.get().setLimits(limits(5, 100_000, 5_000));
        Folder folder = folderWith("""
            long: {
                type: "workflow-step"
            }
            template: {
                // %s
                parameter: {}
            }
            """.formatted("x".repeat(10_000)));

        WorkflowRun build = run(folder, "velaStep(type: 'long')", Result.FAILURE);

        assertThat(JenkinsRule.getLog(build)).contains("characters");
    }

    @Test
    @Timeout(120)
    void aHostileDefinitionOfAllIsToldAndTheOthersAreSteps() throws Exception {
        VelaConfiguration.get().setLimits(limits(1, 100_000, 100_000));
        Files.writeString(new File(directory, "endless.cue").toPath(), """
            import "list"

            endless: {
                type: "workflow-step"
            }
            template: {
                numbers: list.Range(0, 30000, 1)
                parameter: size: *len([for a in numbers for b in numbers {a * b}]) | int
            }
            """);
        Files.writeString(new File(directory, "honest.cue").toPath(), """
            honest: {
                type: "workflow-step"
            }
            template: {
                outputs: said: "yes"
                parameter: {}
            }
            """);

        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));

        WorkflowRun build = run(jenkins.createProject(Folder.class), "echo 'it says ' + honest().said", Result.SUCCESS);
        jenkins.assertLogContains("it says yes", build);
    }

    // ---- what the controller can reach ----

    @Test
    void aWorkflowDoesNotReachTheControllerItself() throws Exception {
        String own = jenkins.getURL() + "api/json";

        WorkflowRun build = run(jenkins.createProject(Folder.class), request(own), Result.FAILURE);

        jenkins.assertLogContains("not allowed by the HTTP policy", build);
    }

    @Test
    void aWorkflowNeverReachesTheMetadataOfACloud() throws Exception {
        VelaConfiguration.get().setHttpLoopback(true);
        for (String address : List.of(
                "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/")) {
            WorkflowRun build = run(jenkins.createProject(Folder.class), request(address), Result.FAILURE);

            jenkins.assertLogContains("not allowed by the HTTP policy", build);
        }
    }

    // ---- who looks ----

    @Test
    void namesAndWordsOfDefinitionsAreShownAsWords() throws Exception {
        Files.writeString(new File(directory, "hostile.cue").toPath(), """
            hostile: {
                type: "workflow-step"
                description: "%s"
            }
            template: {
                parameter: {
                    // +usage=%s
                    first: string
                    // +usage=%s
                    "%s": *"%s" | string
                    choice: *"a" | "%s"
                }
            }
            """.formatted(
                        HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE));
        Files.writeString(
                new File(directory, "broken.cue").toPath(), "\"" + HOSTILE + "\": {type: \"workflow-step\"}\n");
        VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));
        assertThat(DefinitionSources.get().library().types()).contains("hostile");

        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            for (String page : List.of("pipeline-syntax/", "pipeline-syntax/html", "manage/", "manage/configure")) {
                HtmlPage shown = web.goTo(page);
                assertThat(shown.getElementById("pwned")).as(page).isNull();
                assertThat(shown.getWebResponse().getContentAsString()).as(page).doesNotContain("<img src=x");
            }
            for (String help : List.of("", "/first", "/choice")) {
                String text = web.goTo("descriptorByName/vela.step.hostile/help" + help, "text/html")
                        .getWebResponse()
                        .getContentAsString();
                assertThat(text).as(help).doesNotContain("<img");
            }
        }
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage generator = web.goTo("pipeline-syntax/");
            web.waitForBackgroundJavaScript(2000);
            assertThat(generator.getElementById("pwned")).isNull();
        }
    }

    @Test
    void namesAndMessagesOfAWorkflowAreShownAsWordsOnItsPage() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        WorkflowRun build = run(
                folder,
                "velaWorkflow(spec: [steps: [[name: 'step', type: 'print-message-in-status', properties: [message: '"
                        + HOSTILE + "']]]])",
                Result.SUCCESS);

        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = web.goTo(build.getUrl() + "vela/");
            assertThat(page.getElementById("pwned")).isNull();
            String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
            Page status = web.goTo(build.getUrl() + "vela/" + node + "/status", "application/json");
            assertThat(status.getWebResponse().getContentAsString()).contains("<img src=x");
            assertThat(status.getWebResponse().getResponseHeaderValue("X-Content-Type-Options"))
                    .isEqualTo("nosniff");
        }
        assertThat(scripts()).isNotEmpty().allSatisfy(script -> assertThat(Files.readString(script))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    /** What the pages run in a browser: it puts words into pages as words. */
    private static List<Path> scripts() throws Exception {
        Path compiled = Path.of(VelaConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(compiled)) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }

    @Test
    void definitionsOfAFolderAreShownAsWordsInTheReference() throws Exception {
        Folder folder = folderWith("""
            hostile: {
                type: "workflow-step"
                description: "%s"
            }
            template: {
                parameter: {
                    // +usage=%s
                    first: string
                }
            }
            """.formatted(HOSTILE, HOSTILE));
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("", true));

        try (JenkinsRule.WebClient web = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage page = web.goTo(job.getUrl() + "pipeline-syntax/globals");
            assertThat(page.asNormalizedText()).contains("hostile");
            assertThat(page.getElementById("pwned")).isNull();
        }
    }
}
