package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueInstance;
import io.jenkins.plugins.vela.cue.CueText;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow cue def}: a package as one file of definitions. */
@Command(
        name = "def",
        description = "Print a package as one CUE file, its files put together and nothing evaluated.",
        footer = {"", "Exit code 0: printed; 1: errors."})
final class CueDefCommand implements Callable<Integer> {
    @Mixin
    private CueValueOptions options = new CueValueOptions();

    @Option(
            names = {"-A", "--show-attributes"},
            description = "Also attributes of fields (they always are).")
    @SuppressWarnings("UnusedVariable")
    private boolean attributes;

    private final Console console;

    CueDefCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return CueReport.run(console, this::define);
    }

    private int define() {
        CueInstance instance = options.instance(console);
        CueValue whole = instance.merged();
        List<CueError> errors = whole.errors();
        if (!errors.isEmpty() && !options.flags().ignoresErrors()) {
            throw new CueException(errors);
        }
        if (options.expressions().isEmpty()) {
            options.output().write(console, instance.definition());
            return ExitCode.SUCCEEDED;
        }
        CueText all = CueText.data().withDefinitions(true).withHidden(true).withOptional(true);
        List<CueValue> values = options.values(whole);
        options.output().write(console, values, "cue", value -> value.toCue(all));
        return ExitCode.SUCCEEDED;
    }
}
