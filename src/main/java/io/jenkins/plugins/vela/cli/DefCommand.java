package io.jenkins.plugins.vela.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code velaflow def}: step definitions. */
@Command(
        name = "def",
        description = "Look at step types, and write and test your own.",
        synopsisSubcommandLabel = "COMMAND")
final class DefCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private final Console console;

    DefCommand(Console console) {
        this.console = console;
    }

    /** Without a command below it there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.err());
        return ExitCode.BAD_INPUT;
    }

    /** Each command below by name, in the order of the help. */
    static Map<String, Object> subcommands(Console console) {
        Map<String, Object> commands = new LinkedHashMap<>();
        commands.put("list", new DefListCommand(console));
        commands.put("show", new DefShowCommand(console));
        commands.put("schema", new DefSchemaCommand(console));
        commands.put("docs", new DefDocsCommand(console));
        commands.put("vet", new DefVetCommand(console));
        commands.put("test", new DefTestCommand(console));
        commands.put("init", new DefInitCommand(console));
        return commands;
    }
}
