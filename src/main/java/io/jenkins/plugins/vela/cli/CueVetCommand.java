package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueInstance;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow cue vet}: whether a package is right, or data fits it. */
@Command(
        name = "vet",
        description = "Check a package, or each document of data against it.",
        footer = {
            "",
            "Without data, a package that is not concrete is told about; -c shows where, -c=false allows it.",
            "Exit code 0: right; 1: errors."
        })
final class CueVetCommand implements Callable<Integer> {
    @Mixin
    private CueInputOptions input = new CueInputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private CueCommonOptions flags = new CueCommonOptions();

    @Option(
            names = {"-c", "--concrete"},
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether values must be concrete.")
    private Optional<Boolean> concrete = Optional.empty();

    private final Console console;

    CueVetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return CueReport.run(console, this::check);
    }

    private int check() {
        CueInstance instance = input.instance(console);
        if (instance.files().data().isEmpty()) {
            return checkPackage(instance.merged());
        }
        if (instance.files().cue().isEmpty()) {
            throw new Refusal(ExitCode.FAILED, "data files specified without a schema");
        }
        List<CueError> errors = new ArrayList<>();
        for (CueValue value : instance.separate()) {
            errors.addAll(value.dataErrors());
        }
        CueReport.print(console, errors);
        return errors.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }

    private int checkPackage(CueValue value) {
        List<CueError> errors = concrete.orElse(false) ? value.dataErrors() : value.errors();
        CueReport.print(console, errors);
        if (!errors.isEmpty()) {
            return ExitCode.FAILED;
        }
        if (concrete.isEmpty() && !value.dataErrors().isEmpty()) {
            console.err()
                    .println("some instances are incomplete; use the -c flag to show errors or -c=false to allow"
                            + " incomplete instances");
            return ExitCode.FAILED;
        }
        return ExitCode.SUCCEEDED;
    }
}
