package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.model.Approval.Verdict;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Entry point of the command line. One instance runs one command. */
@Command(
        name = "velaflow",
        description = "Runs KubeVela workflows: in a cluster, in many, or in none.",
        synopsisSubcommandLabel = "COMMAND")
public final class Velaflow {
    /** Each sub-command by name, in the order of the help. */
    private static final Map<String, Function<Console, Object>> COMMANDS = commands();

    /** Options whose value may be left out, and what they are then. */
    private static final Map<String, String> WITHOUT_VALUE =
            Map.of("--embedded", "--embedded=", "--dry-run", "--dry-run=client");

    private Velaflow() {}

    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new TreeMap<>();
        commands.put("version", VersionCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("continue", ContinueCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("cue", CueCommand::new);
        commands.put("conformance", ConformanceCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("debug", DebugCommand::new);
        commands.put("def", DefCommand::new);
        commands.put("cluster", ClusterCommand::new);
        for (Operation operation : Operation.values()) {
            commands.put(operation.word(), console -> new OperationCommand(console, operation));
        }
        commands.put("approve", console -> new DecisionCommand(console, Verdict.APPROVED));
        commands.put("reject", console -> new DecisionCommand(console, Verdict.REJECTED));
        return Map.copyOf(commands);
    }

    /** Runs and exits. */
    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    /** Runs a command line and returns its exit code; never throws. */
    static int run(Console console, String... arguments) {
        List<String> normal = new ArrayList<>();
        boolean optionsEnded = false;
        for (String argument : arguments) {
            optionsEnded |= argument.equals("--");
            // picocli would take the next word for the option's value
            normal.add(optionsEnded ? argument : WITHOUT_VALUE.getOrDefault(argument, argument));
        }
        try {
            return commandLine(console, normal).execute(normal.toArray(String[]::new));
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /** Only the command that is asked for is built: looking at the annotations of all of them costs start-up time. */
    private static CommandLine commandLine(Console console, List<String> arguments) {
        CommandLine root = withCommonOptions(new Velaflow());
        Optional<String> first = arguments.stream().findFirst().filter(COMMANDS::containsKey);
        if (first.isPresent()) {
            root.addSubcommand(first.get(), subcommand(console, first.get()));
        } else {
            COMMANDS.keySet().stream().sorted().forEach(name -> root.addSubcommand(name, subcommand(console, name)));
        }
        root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.styled() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUnmatchedOptionsArePositionalParams(false);
        root.setParameterExceptionHandler((problem, words) -> usage(console, problem));
        root.setExecutionExceptionHandler((problem, command, parsed) -> failure(console, problem, command));
        root.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
                root.usage(console.err());
                return ExitCode.BAD_INPUT;
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        return root;
    }

    private static CommandLine subcommand(Console console, String name) {
        Object command = COMMANDS.get(name).apply(console);
        CommandLine line = withCommonOptions(command);
        if (command instanceof DefCommand) {
            DefCommand.subcommands(console)
                    .forEach((word, below) -> line.addSubcommand(word, withCommonOptions(below)));
        }
        if (command instanceof CueCommand cue) {
            cue.subcommands().forEach(each -> line.addSubcommand(withCommonOptions(each)));
        }
        if (command instanceof OperationCommand operation) {
            line.getCommandSpec().usageMessage().description(operation.description());
        } else if (command instanceof DecisionCommand decision) {
            line.getCommandSpec().usageMessage().description(decision.description());
        }
        return line;
    }

    private static CommandLine withCommonOptions(Object command) {
        return new CommandLine(command).addMixin("common", new CommonOptions());
    }

    private static int usage(Console console, ParameterException problem) {
        console.err().println("velaflow: " + problem.getMessage());
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        console.err().println("Try '" + command.qualifiedName() + " --help'.");
        boolean isCue = command.root() != command && command.qualifiedName().startsWith("velaflow cue");
        return isCue ? ExitCode.FAILED : ExitCode.BAD_INPUT;
    }

    private static int failure(Console console, Exception problem, CommandLine command) {
        boolean debug = command.getParseResult().matchedOptionValue("--debug", false);
        Problem told = Problem.of(problem);
        told.lines().forEach(console.err()::println);
        if (debug) {
            problem.printStackTrace(console.err());
        } else if (told.isOurs()) {
            console.err().println("This is a mistake in velaflow itself; --debug shows where it happened.");
        }
        return told.exitCode();
    }
}
