package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to run: files, definitions and values. */
final class WorkflowOptions {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML or JSON files, - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "Step definitions (.cue, .yaml) that win over the built-in ones; repeatable, the first wins.")
    private List<String> definitions = List.of();

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "A value of the workflow's context, a text; KEY:=JSON for other values; repeatable.")
    private List<String> context = List.of();

    @Option(names = "--strict", description = "Warnings about the files are errors.")
    private boolean strict;

    /** Files without errors. */
    record Prepared(InputFiles input, List<RunFile> runs, DefinitionPlan definitions) {}

    /**
     * Reads and checks; empty when there were errors, which have been printed.
     *
     * @param clusters asked for workflows that a run names and no file holds
     */
    Optional<Prepared> prepare(Console console, LazyClusters clusters) throws InterruptedException {
        ObjectNode values = ContextValues.parse(context);
        InputFiles input = InputFiles.read(console, files, definitions).withReferences(clusters);
        List<PlacedFinding> problems = new ArrayList<>(input.problems());
        if (problems.isEmpty() && input.documents().runs().isEmpty()) {
            problems.add(PlacedFinding.error(
                    Position.start(files.get(0)),
                    FieldPath.ROOT,
                    "there is no WorkflowRun in " + String.join(", ", files)));
        }
        problems.addAll(Validator.of(input.library(), input.packages().facades())
                .strictly(strict)
                .withContext(values)
                .check(input.documents()));
        problems.sort(null);
        Findings.print(console, console.err(), problems);
        if (problems.stream().anyMatch(PlacedFinding::isError)) {
            return Optional.empty();
        }
        for (String type : input.library().ignored()) {
            console.err().println("velaflow: warning: the definition of " + type + " is not used: that type is fixed");
        }
        return Optional.of(new Prepared(input, runs(input, values), DefinitionPlan.of(input, definitions)));
    }

    private static List<RunFile> runs(InputFiles input, ObjectNode values) {
        List<RunFile> runs = new ArrayList<>();
        for (Document document : input.documents().runs()) {
            ObjectNode value = document.value().deepCopy();
            if (!values.isEmpty()) {
                value.withObject("/spec/context").setAll(values);
            }
            String namespace = value.at("/metadata/namespace").asText();
            // validation has told everything that decoding finds
            WorkflowRunSpec.decode(
                            value,
                            name -> input.documents().workflow(name, namespace).map(Document::value),
                            finding -> {})
                    .ifPresent(spec -> runs.add(new RunFile(spec, value)));
        }
        return runs;
    }
}
