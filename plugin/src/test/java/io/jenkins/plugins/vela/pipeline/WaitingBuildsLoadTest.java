package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Many builds at the same time, each waiting in a workflow for an object of its own. {@code -Dvela.load.builds=200} makes it
 * as many; without, a small number shows that nothing grows with it. Prints what it measured as one line of JSON each.
 */
@WithJenkins
class WaitingBuildsLoadTest {
    private static final int BUILDS = Integer.getInteger("vela.load.builds", 20);

    /** How many threads more than before may be there while builds wait, however many. */
    private static final int FEW_THREADS = 24;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedCluster cluster;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("test");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void buildsThatWaitNeedNoThreadsOfTheirOwnAndAllGoOn(JenkinsRule jenkins) throws Exception {
        JenkinsWithCluster.configure(cluster);
        String workflow = JenkinsWithCluster.text("wait.yaml")
                .replace("name: \"gate\"", "name: \"gate-\\(context.number)\"")
                .replace("name: begun", "name: begun-NUMBER")
                .replace("spec:\n  workflowSpec:", "spec:\n  context: {number: \"NUMBER\"}\n  workflowSpec:");
        WorkflowJob job = JenkinsWithCluster.job(
                jenkins,
                "velaWorkflow(spec: '''" + workflow.replace("\\", "\\\\") + "'''.replace('NUMBER', params.NUMBER))");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("NUMBER")));
        // what every first build brings along is not what waiting costs
        open(0);
        jenkins.assertBuildStatusSuccess(start(job, 0));
        int threadsBefore = tell("before");

        List<WorkflowRun> builds = new ArrayList<>();
        for (int number = 1; number <= BUILDS; number++) {
            builds.add(start(job, number).waitForStart());
        }
        for (WorkflowRun build : builds) {
            jenkins.waitForMessage("[gate] the gate is closed", build);
        }
        tell("all have begun to wait");
        rest("all wait", threadsBefore);
        assertThat(builds).allMatch(WorkflowRun::isBuilding);

        long opened = System.nanoTime();
        for (int number = 1; number <= BUILDS; number++) {
            open(number);
        }
        for (WorkflowRun build : builds) {
            Awaitility.await().atMost(PATIENCE).until(() -> !build.isBuilding());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - opened);
        System.out.println("{\"builds\":" + BUILDS + ",\"from_opening_to_all_ended_ms\":" + took.toMillis() + "}");

        assertThat(builds).extracting(WorkflowRun::getResult).containsOnly(Result.SUCCESS);
        rest("all have ended", threadsBefore);
    }

    /** Threads that had much to do a moment ago go after a while of idling; those that stay are what waiting costs. */
    private static void rest(String when, int before) {
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(threads().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum()
                                - before)
                        .isLessThan(FEW_THREADS));
        tell(when);
    }

    /** The threads by name, those of the embedded API apart. */
    private static Map<String, Integer> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(thread -> thread.getName().replaceAll("[-#\\[: (/0-9].*", ""))
                .filter(name -> !name.startsWith("embedded"))
                .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
    }

    private static QueueTaskFuture<WorkflowRun> start(WorkflowJob job, int number) {
        return job.scheduleBuild2(
                0, new ParametersAction(new StringParameterValue("NUMBER", Integer.toString(number))));
    }

    private void open(int number) throws IOException {
        cluster.load(JSON.readTree("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"gate-"
                + number + "\",\"namespace\":\"default\"},\"data\":{\"open\":\"yes\"}}"));
    }

    /** Says how many threads there are and how much of the heap is in use. */
    private static int tell(String when) {
        Map<String, Integer> threads = threads();
        int own = threads.values().stream().mapToInt(Integer::intValue).sum();
        System.gc();
        ObjectNode line = JSON.createObjectNode().put("builds", BUILDS).put("when", when);
        line.put("threads", own)
                .put(
                        "heap_mb",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        ObjectNode names = line.putObject("names");
        threads.forEach(names::put);
        System.out.println(line);
        return own;
    }
}
