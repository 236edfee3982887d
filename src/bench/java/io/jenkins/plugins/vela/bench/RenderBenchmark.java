package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A compiled template, build-push-image, with new parameters and context: the data is made, the parameters are checked,
 * the actions are listed in order, and the parameters of each of them exported as far as they are known.
 */
@State(Scope.Thread)
public class RenderBenchmark {

    private CueTemplate template;
    private CueTemplate builtIn;
    private int step;

    @Setup
    public void compile() {
        template = BuildPushImage.withOneBuilder().compile();
        builtIn = BuildPushImage.builtIn().compile();
    }

    @Benchmark
    public void render(Blackhole result) {
        render(template, result);
    }

    /** The same with the definition that is built in, which has three builders and more parameters. */
    @Benchmark
    public void renderBuiltIn(Blackhole result) {
        render(builtIn, result);
    }

    private void render(CueTemplate definition, Blackhole result) {
        Map<CuePath, JsonNode> data = BuildPushImage.data(step++);
        CueValue value = definition.evaluate(data);
        if (value.lookup(BuildPushImage.PARAMETER).error().isPresent()) {
            throw new IllegalStateException("the parameters are right");
        }
        List<CueAction> actions = value.actions();
        if (actions.size() < 3) {
            throw new IllegalStateException("there are actions");
        }
        for (CueAction action : actions) {
            result.consume(BuildPushImage.parameters(action));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(RenderBenchmark.class, arguments);
    }
}
