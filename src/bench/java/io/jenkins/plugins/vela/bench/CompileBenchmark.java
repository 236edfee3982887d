package io.jenkins.plugins.vela.bench;

import io.jenkins.plugins.vela.cue.CueTemplate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The text of build-push-image and of the packages it imports, parsed and compiled. */
@State(Scope.Thread)
public class CompileBenchmark {

    private final BuildPushImage definition = BuildPushImage.withOneBuilder();

    @Benchmark
    public CueTemplate compile() {
        return definition.compile();
    }

    public static void main(String[] arguments) throws Exception {
        Jmh.run(CompileBenchmark.class, arguments);
    }
}
