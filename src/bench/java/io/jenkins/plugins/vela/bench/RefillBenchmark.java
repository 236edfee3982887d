package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The result of one action arrives in a template, build-push-image, that has been evaluated: it is filled in, the actions
 * are listed again, and the wait that reads the result says whether it goes on. Results differ from one to the next.
 */
@State(Scope.Thread)
public class RefillBenchmark {

    private static final CuePath READ = CuePath.of("read");
    private static final String[] MESSAGES = {
        "the builder pod is Pending: ContainerCreating", "the builder pod is Running",
    };

    private final JsonNode[] pods = {
        BuildPushImage.pod("Pending", "ContainerCreating"), BuildPushImage.pod("Running", ""),
    };
    private CueValue value;
    private int round;

    @Setup
    public void evaluate() {
        value = BuildPushImage.withOneBuilder().compile().evaluate(BuildPushImage.data(0));
        value.actions().forEach(BuildPushImage::parameters);
    }

    @Benchmark
    public JsonNode refill() {
        int answer = round++ & 1;
        value = value.fill(READ, pods[answer]);
        List<CueAction> actions = value.actions();
        JsonNode wait =
                BuildPushImage.parameters(BuildPushImage.at(actions, "wait")).orElseThrow();
        if (!wait.get("message").textValue().equals(MESSAGES[answer])) {
            throw new IllegalStateException(wait.toString());
        }
        return wait;
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(RefillBenchmark.class, arguments);
    }
}
