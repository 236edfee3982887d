package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.Baseline;
import io.jenkins.plugins.vela.cue.Conformance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow conformance}: how far the CUE evaluator agrees with the reference implementation. */
@Command(
        name = "conformance",
        description = "Run test vectors of the CUE evaluator.",
        footer = {
            "",
            "Exit code 0: all passed, or with --baseline nothing got worse; 1: not so; 2: no such file.",
            "A line of the file is {\"id\", \"suite\", \"input\", \"checks\": [{\"path\", \"json\" or \"error\": true}]}."
        })
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Vectors, a JSON object a line.")
    private Path file = Path.of("");

    @Option(names = "--failures", description = "Show each failed check.")
    private boolean failures;

    @Option(names = "--only", paramLabel = "GLOB", description = "Only vectors with such an id.")
    private String only = "";

    @Option(names = "--baseline", paramLabel = "FILE", description = "What is known to fail; the rest must pass.")
    private Optional<Path> baseline = Optional.empty();

    @Option(names = "--update", description = "Write the baseline, unless something got worse.")
    private boolean update;

    private final Console console;

    ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Conformance.Report report;
        try {
            report = Conformance.run(file, only);
        } catch (NoSuchFileException e) {
            throw new Refusal(ExitCode.BAD_INPUT, "no such file: " + file);
        }
        PrintWriter out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
        if (failures) {
            report.printFailures(out);
        }
        List<String> losses = baseline.isPresent() ? compare(report, baseline.get(), out) : List.of();
        report.print(out);
        boolean passed =
                baseline.isPresent() ? losses.isEmpty() : report.failures().isEmpty();
        return passed ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }

    private List<String> compare(Conformance.Report report, Path known, PrintWriter out) throws IOException {
        List<String> losses = Files.exists(known) ? Baseline.read(known).losses(report) : List.of();
        losses.forEach(out::println);
        if (update && losses.isEmpty()) {
            Baseline.write(report, known);
        } else if (Files.exists(known)) {
            Baseline.read(known).gains(report).forEach(check -> out.println("passes now (--update): " + check));
        }
        return losses;
    }
}
