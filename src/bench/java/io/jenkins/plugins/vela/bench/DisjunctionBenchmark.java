package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A choice of 200 strings and one of 200 structs, decided by what they are unified with. */
@State(Scope.Thread)
public class DisjunctionBenchmark {

    private final CueSource source = new CueSource("disjunction.cue", Inputs.disjunction(200));
    private final CueTemplate template = Cue.compile(CueOptions.defaults(), source);

    @Benchmark
    public JsonNode disjunction() {
        return template.evaluate().toJson();
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(DisjunctionBenchmark.class, arguments);
    }
}
