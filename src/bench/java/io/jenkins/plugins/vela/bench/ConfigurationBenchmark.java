package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A configuration of 5,000 lines: compiled, and evaluated and exported. */
@State(Scope.Thread)
public class ConfigurationBenchmark {

    private final CueSource source = new CueSource("configuration.cue", Inputs.configuration(5_000));
    private final CueTemplate template = Cue.compile(CueOptions.defaults(), source);

    @Benchmark
    public CueTemplate configurationCompile() {
        return Cue.compile(CueOptions.defaults(), source);
    }

    @Benchmark
    public JsonNode configurationExport() {
        return template.evaluate().toJson();
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(ConfigurationBenchmark.class, arguments);
    }
}
