package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Four loops in each other over eight elements each, with conditions, and fields with computed names. */
@State(Scope.Thread)
public class ComprehensionBenchmark {

    private final CueSource source = new CueSource("comprehension.cue", Inputs.comprehension(8));
    private final CueTemplate template = Cue.compile(CueOptions.defaults(), source);

    @Benchmark
    public JsonNode comprehension() {
        return template.evaluate().toJson();
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(ComprehensionBenchmark.class, arguments);
    }
}
