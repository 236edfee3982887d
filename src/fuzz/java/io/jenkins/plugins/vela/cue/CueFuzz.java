package io.jenkins.plugins.vela.cue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.jenkins.plugins.vela.cue.format.CueFormat;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.time.Duration;

/**
 * Whatever the text is: it is accepted or refused with a message, within the limits, and nothing else happens. Without
 * {@code JAZZER_FUZZ=1} the inputs of the corpus are tried, with it new ones are looked for; see CONTRIBUTING.md.
 */
class CueFuzz {
    private static final CueOptions OPTIONS = CueOptions.defaults()
            .limits(CueLimits.defaults()
                    .withTime(Duration.ofSeconds(2))
                    .withSteps(200_000)
                    .withVertices(50_000)
                    .withDisjuncts(256));

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries(
            value = {
                "_|_",
                "...",
                "for ",
                " in ",
                "if ",
                "let ",
                "\"\"\"",
                "'''",
                "#\"",
                "\"#",
                "\\(",
                "!=",
                "=~",
                "!~",
                "?:",
                "!:",
                "@a(",
                "import ",
                "package ",
                "//",
                "_",
                "#A",
                "div ",
                "0x",
                "1e",
                "Ki"
            })
    void parser_and_formatter(FuzzedDataProvider data) throws SyntaxException {
        String text = data.consumeRemainingAsString();
        File file;
        try {
            file = Parser.parseFile(Source.of("fuzz", text));
        } catch (SyntaxException refused) {
            return;
        }
        String formatted = CueFormat.file(file);
        String again = CueFormat.file(Parser.parseFile(Source.of("formatted", formatted)));
        if (!again.equals(formatted)) {
            throw new AssertionError("formatting twice:\n" + formatted + "\n----\n" + again);
        }
    }

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries(
            value = {
                "_|_",
                "...",
                "for k, v in ",
                "if ",
                "let X = ",
                "\\(",
                " != _|_",
                "=~",
                "?: ",
                "!: ",
                "#A",
                "#A & {",
                " | *",
                "close(",
                "len(",
                "and(",
                "or(",
                "div(",
                "[string]: ",
                "[X=string]: ",
                "import \"strings\"",
                "strings.Join(",
                "import \"list\"",
                "list.Range(",
                "list.Sort(",
                "import \"regexp\"",
                "regexp.Match(",
                ">=",
                "number",
                "int",
                "string",
                "null"
            })
    void evaluator(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        CueValue value;
        try {
            value = Cue.compile(OPTIONS, new CueSource("fuzz", text)).evaluate();
        } catch (CueException refused) {
            return;
        }
        boolean isData = value.dataErrors().isEmpty();
        try {
            value.toCue(CueText.schema().withHidden(true).withOptional(true));
            value.toYaml();
            if (!isData) {
                throw new AssertionError("written as data although it is none");
            }
        } catch (CueException incomplete) {
            if (isData && incomplete.errors().get(0).code() != CueError.Code.LIMIT) {
                throw new AssertionError("data that cannot be written", incomplete);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void paths(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        CuePath path;
        try {
            path = CuePath.parse(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!CuePath.parse(path.toString()).equals(path)) {
            throw new AssertionError(text + " is read as " + path + ", and that as " + CuePath.parse(path.toString()));
        }
    }

    @FuzzTest(maxDuration = "2m")
    void data_files(FuzzedDataProvider data) {
        boolean isJson = data.consumeBoolean();
        String text = data.consumeRemainingAsString();
        CueSource source = isJson ? CueSource.json("fuzz", text) : CueSource.yaml("fuzz", text);
        try {
            Cue.compile(OPTIONS, source).evaluate().dataErrors();
        } catch (CueException refused) {
            return;
        }
    }
}
