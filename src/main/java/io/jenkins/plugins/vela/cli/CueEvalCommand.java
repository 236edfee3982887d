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
    private CueValueOptions options = new CueValueOptions();

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

    private int evaluate() {
        CueValue whole = options.instance(console).merged();
        String form = options.output().form("cue");
        List<CueValue> values = options.values(whole);
        if (!form.equals("cue") || values.size() == 1) {
            options.output().write(console, values, form, this::cue);
            return ExitCode.SUCCEEDED;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append("// ").append(options.expressions().get(i)).append('\n').append(cue(values.get(i)));
        }
        options.output().write(console, text.toString());
        return ExitCode.SUCCEEDED;
    }

    private String cue(CueValue value) {
        List<CueError> errors = concrete ? value.dataErrors() : value.errors();
        if (!errors.isEmpty() && !options.flags().ignoresErrors()) {
            throw new CueException(errors);
        }
        CueText text = CueText.schema()
                .withDefinitions(!concrete)
                .withHidden((all || hidden) && !concrete)
                .withOptional((all || optional) && !concrete)
                .withAttributes(attributes)
                .withSimplified(options.flags().simplify());
        return value.toCue(text);
    }
}
