package io.jenkins.plugins.vela.workflow.crash;

import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineLimits;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The process that is killed: starts the run or goes on with it, and answers its suspends. */
final class CrashChild {

    /** What it prints once the run is under way. */
    static final String UP = "up";

    private CrashChild() {}

    /** @param arguments state directory, kubeconfig, address of the server */
    public static void main(String[] arguments) throws Exception {
        Path state = Path.of(arguments[0]);
        EngineLimits limits = new EngineLimits(10, Duration.ofMillis(20), Duration.ofMillis(50), 8);
        try (Clusters clusters = Clusters.builder()
                        .cluster("", ClusterSource.parse(arguments[1]))
                        .build();
                Engine engine = Engine.builder()
                        .clusters(clusters)
                        .definitions(CrashWorkflow.definitions())
                        .limits(limits)
                        .stateDirectory(state)
                        .build()) {
            engine.recover();
            Run run = engine.run("default/" + CrashWorkflow.NAME)
                    .orElseGet(() -> engine.submit(CrashWorkflow.spec(arguments[2])));
            System.out.println(UP);
            RunStatus status = run.awaitRest(Duration.ofMinutes(2)).orElseThrow();
            while (!status.finished()) {
                run.resume();
                status = run.awaitRest(Duration.ofMinutes(2)).orElseThrow();
            }
            Files.writeString(state.resolve("finished"), "");
        }
    }
}
