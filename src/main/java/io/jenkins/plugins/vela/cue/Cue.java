package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.compile.CompileException;
import io.jenkins.plugins.vela.cue.compile.Compiler;
import io.jenkins.plugins.vela.cue.compile.Program;
import io.jenkins.plugins.vela.cue.format.CueFormat;
import io.jenkins.plugins.vela.cue.format.FormatStyle;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Entry point of the evaluator.
 *
 * <pre>{@code
 * CueTemplate template = Cue.compile(new CueSource("a.cue", "a: 1, b: a + 1"));
 * template.evaluate().lookup("b").toJson(); // 2
 * }</pre>
 */
public final class Cue {

    private Cue() {}

    /**
     * Compiles the files of one package with {@link CueOptions#defaults()}.
     *
     * @throws CueException when a source does not parse or does not compile
     */
    public static CueTemplate compile(CueSource... sources) {
        return compile(CueOptions.defaults(), sources);
    }

    /**
     * Compiles the files of one package, and data that is unified with it.
     *
     * @throws CueException when a source does not parse or does not compile, or a tag does not fit
     */
    public static CueTemplate compile(CueOptions options, CueSource... sources) {
        try {
            Compiler compiler = new Compiler(Wiring.settings(options));
            Program program = compiler.compileFiles(Reading.files(compiler, options, sources));
            return new CueTemplate(options, program);
        } catch (StackOverflowError e) {
            throw new CueException(
                    List.of(Errors.limit("expressions nested too deeply", CuePath.root(), Optional.empty())));
        } catch (CompileException e) {
            throw new CueException(e.errors().stream().map(Errors::compilation).toList());
        }
    }

    /**
     * The text in the customary layout, as {@code cue fmt} writes it. Comments stay, and formatting the result changes
     * nothing.
     *
     * @throws CueException when the text does not parse
     */
    public static String format(CueSource source) {
        return format(source, FormatStyle.customary());
    }

    /**
     * {@link #format}, and quotes and braces that say nothing left away, as {@code cue fmt -s} does.
     *
     * @throws CueException when the text does not parse
     */
    public static String simplify(CueSource source) {
        return format(source, FormatStyle.customary().simplified());
    }

    private static String format(CueSource source, FormatStyle style) {
        try {
            return CueFormat.file(Parser.parseFile(Source.of(source.name(), source.text())), style);
        } catch (SyntaxException e) {
            throw new CueException(e.errors().stream().map(Errors::syntax).toList());
        }
    }
}
