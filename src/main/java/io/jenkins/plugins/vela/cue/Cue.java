package io.jenkins.plugins.vela.cue;

/**
 * Entry point of the evaluator.
 *
 * <pre>{@code
 * CueTemplate template = Cue.compile(CueOptions.defaults(), new CueSource("a.cue", "a: 1, b: a + 1"));
 * template.evaluate().lookup("b").toJson(); // 2
 * }</pre>
 */
public final class Cue {

    private Cue() {}

    /**
     * Compiles the files of one package.
     *
     * @throws CueException when a source does not parse or does not compile
     */
    public static CueTemplate compile(CueOptions options, CueSource... sources) {
        if (sources.length == 0) {
            throw new IllegalArgumentException("no sources");
        }
        throw new UnsupportedOperationException("not yet");
    }
}
