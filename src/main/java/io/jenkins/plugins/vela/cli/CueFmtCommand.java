package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.format.UnifiedDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow cue fmt}: files in the customary layout. */
@Command(
        name = "fmt",
        description = "Format CUE files in place; standard input goes to standard output.",
        footer = {"", "Exit code 0: done; 1: errors, or with --check a file that is not formatted."})
final class CueFmtCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files, directories, - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--check", description = "Change nothing; name the files that are not formatted.")
    private boolean check;

    @Option(
            names = {"-d", "--diff"},
            description = "Change nothing; show what would be changed.")
    private boolean diff;

    @Option(names = "--files", description = "Descend into directories.")
    private boolean descend;

    @Mixin
    private CueCommonOptions flags = new CueCommonOptions();

    private final Console console;

    CueFmtCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return CueReport.run(console, this::format);
    }

    private int format() throws IOException {
        boolean allFormatted = true;
        for (String name : files.isEmpty() ? List.of(".") : files) {
            if (name.equals("-")) {
                String text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
                allFormatted &= format("-", text);
                continue;
            }
            for (Path file : files(name)) {
                allFormatted &= format(file.toString(), Files.readString(file));
            }
        }
        return check && !allFormatted ? ExitCode.FAILED : ExitCode.SUCCEEDED;
    }

    private List<Path> files(String name) throws IOException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new Refusal(ExitCode.FAILED, name + ": is no file name");
        }
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw new Refusal(ExitCode.FAILED, name + ": no such file");
            }
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(path, descend ? Integer.MAX_VALUE : 1)) {
            for (Path entry : entries.sorted().toList()) {
                if (entry.toString().endsWith(".cue") && Files.isRegularFile(entry) && !isSkipped(path, entry)) {
                    found.add(entry.normalize());
                }
            }
        }
        return found;
    }

    /** As the reference skips them: {@code cue.mod} and directories with a dot or underscore in front. */
    private static boolean isSkipped(Path top, Path file) {
        for (Path part : top.relativize(file.getParent())) {
            String name = part.toString();
            if (name.equals("cue.mod") || name.startsWith("_") || (name.startsWith(".") && name.length() > 2)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text was formatted already. */
    private boolean format(String name, String text) throws IOException {
        CueSource source = new CueSource(name, text);
        String formatted = flags.simplify() ? Cue.simplify(source) : Cue.format(source);
        boolean isStandardInput = name.equals("-");
        if (isStandardInput && !check && !diff) {
            console.out().print(formatted);
        }
        if (formatted.equals(text)) {
            return true;
        }
        if (diff) {
            console.out().println(UnifiedDiff.of(name + ".orig", text, name, formatted));
        } else if (check) {
            console.out().println(name);
        } else if (!isStandardInput) {
            Files.writeString(Path.of(name), formatted);
        }
        return false;
    }
}
