package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.compile.CompileException;
import io.jenkins.plugins.vela.cue.compile.Compiler;
import io.jenkins.plugins.vela.cue.compile.Program;
import io.jenkins.plugins.vela.cue.syntax.Source;
import java.util.Arrays;

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
        try {
            Compiler compiler = new Compiler(Wiring.settings(options));
            Program program = compiler.compile(Arrays.stream(sources)
                    .map(source -> Source.of(source.name(), source.text()))
                    .toList());
            return new CueTemplate(options, program);
        } catch (CompileException e) {
            throw new CueException(e.errors().stream().map(Errors::compilation).toList());
        }
    }
}
