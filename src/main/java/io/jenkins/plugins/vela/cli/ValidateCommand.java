package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Target;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow validate}: everything that can be known without running. */
@Command(
        name = "validate",
        description = "Say everything that is wrong with workflow files, without running them.",
        footer = {"", "Exit code 0: no errors (warnings may be there); 2: errors."})
final class ValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML or JSON files, - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--definitions", paramLabel = "DIR", description = "Step definitions (.cue, .yaml); repeatable.")
    private List<String> definitions = List.of();

    @Option(names = "--target", paramLabel = "ENGINE", description = "velaflow (default) or kubevela.")
    private Target target = Target.VELAFLOW;

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Option(
            names = "--cluster",
            paramLabel = "KUBECONFIG[#CONTEXT]",
            description = "Where a Workflow that a run names is looked for, when no file holds it.")
    private Optional<String> cluster = Optional.empty();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        InputFiles input = read();
        List<PlacedFinding> findings = new ArrayList<>(input.problems());
        findings.addAll(Validator.of(input.library(), input.packages().facades())
                .forTarget(target)
                .strictly(strict)
                .check(input.documents()));
        findings.sort(null);
        if (output.format() == OutputFormat.TEXT) {
            print(findings);
        } else {
            output.format().print(console, json(findings));
        }
        return findings.stream().anyMatch(PlacedFinding::isError) ? ExitCode.BAD_INPUT : ExitCode.SUCCEEDED;
    }

    private InputFiles read() throws InterruptedException {
        InputFiles input = InputFiles.read(console, files, definitions);
        if (cluster.isEmpty()) {
            return input;
        }
        ClusterPlan plan =
                new ClusterPlan(List.of(new ClusterPlan.Entry(ClusterPlan.DEFAULT, cluster, Map.of())), false);
        try (LazyClusters clusters = new LazyClusters(plan, Optional.empty())) {
            return input.withReferences(clusters);
        }
    }

    private void print(List<PlacedFinding> findings) {
        Findings.print(console, console.out(), findings);
        long errors = findings.stream().filter(PlacedFinding::isError).count();
        long warnings = findings.size() - errors;
        String summary =
                errors == 0 && warnings == 0 ? "valid" : count(errors, "error") + ", " + count(warnings, "warning");
        console.out().println(summary);
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static ObjectNode json(List<PlacedFinding> findings) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("findings");
        for (PlacedFinding finding : findings) {
            list.addObject()
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("file", finding.position().source())
                    .put("line", finding.position().line())
                    .put("column", finding.position().column())
                    .put("path", finding.path().toString())
                    .put("message", finding.message());
        }
        return result;
    }
}
