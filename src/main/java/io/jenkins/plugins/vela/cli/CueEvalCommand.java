package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueText;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow cue eval}: a value in CUE, with what is not concrete. */
@Command(
        name = "eval",
        description = "Evaluate and print as CUE; types and bounds may be left.",
        footer = {"", "Exit code 0: printed; 1: errors."})
final class CueEvalCommand implements Callable<Integer> {
    @Mixin
    private CueInputOptions input = new CueInputOptions();

    @Mixin
    private CueOutputOptions output = new CueOutputOptions();

    @Mixin
    private CueCommonOptions flags = new CueCommonOptions();

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPR",
            description = "Print this instead of everything; repeatable.")
    private List<String> expressions = List.of();

    @Option(
            names = {"-c", "--concrete"},
            description = "Values must be concrete.")
    private boolean concrete;

    @Option(
            names = {"-a", "--all"},
            description = "Also optional and hidden fields.")
    private boolean all;

    @Option(
            names = {"-H", "--show-hidden"},
            description = "Also hidden fields.")
    private boolean hidden;

    @Option(
            names = {"-O", "--show-optional"},
            description = "Also optional fields.")
    private boolean optional;

    @Option(
            names = {"-A", "--show-attributes"},
            description = "Also attributes of fields.")
    private boolean attributes;

    private final Console console;

    CueEvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return CueReport.run(console, this::evaluate);
    }

    /** The expressions in the scope of a value, or the value itself. */
    static List<CueValue> values(CueValue whole, List<String> expressions) {
        return expressions.isEmpty()
                ? List.of(whole)
                : expressions.stream().map(whole::evaluate).toList();
    }

    private int evaluate() {
        CueValue whole = input.instance(console).merged();
        String form = output.form("cue");
        List<CueValue> values = values(whole, expressions);
        if (!form.equals("cue") || values.size() == 1) {
            output.write(console, values, form, this::cue);
            return ExitCode.SUCCEEDED;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append("// ").append(expressions.get(i)).append('\n').append(cue(values.get(i)));
        }
        output.write(console, text.toString());
        return ExitCode.SUCCEEDED;
    }

    private String cue(CueValue value) {
        List<CueError> errors = concrete ? value.dataErrors() : value.errors();
        if (!errors.isEmpty() && !flags.ignoresErrors()) {
            throw new CueException(errors);
        }
        CueText text = CueText.schema()
                .withDefinitions(!concrete)
                .withHidden((all || hidden) && !concrete)
                .withOptional((all || optional) && !concrete)
                .withAttributes(attributes)
                .withSimplified(flags.simplify());
        return value.toCue(text);
    }
}
