package io.jenkins.plugins.vela.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code velaflow cue}: the evaluator by itself, with the reference's commands, flags, output and exit codes. */
@Command(
        name = "cue",
        description = "Evaluate, check and format CUE.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "The commands take the flags of the cue command of the CUE project, and print what it prints."})
final class CueCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Console console;

    CueCommand(Console console) {
        this.console = console;
    }

    List<Object> subcommands() {
        return List.of(
                new CueEvalCommand(console),
                new CueExportCommand(console),
                new CueVetCommand(console),
                new CueDefCommand(console),
                new CueFmtCommand(console));
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
