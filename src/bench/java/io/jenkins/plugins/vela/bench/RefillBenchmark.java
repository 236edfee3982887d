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

    private final JsonNode[] pods = {
        BuildPushImage.pod("Pending", "ContainerCreating"), BuildPushImage.pod("Running", ""),
    };
    private CueValue value;
    private int round;

    @Setup
    public void evaluate() {
        value = new BuildPushImage().compile().evaluate(BuildPushImage.data(0));
        value.actions().forEach(BuildPushImage::parameters);
    }

    @Benchmark
    public JsonNode refill() {
        value = value.fill(READ.append(BuildPushImage.RETURNS), pods[round++ & 1]);
        List<CueAction> actions = value.actions();
        return BuildPushImage.parameters(BuildPushImage.at(actions, "wait")).orElseThrow();
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(RefillBenchmark.class, arguments);
    }
}
