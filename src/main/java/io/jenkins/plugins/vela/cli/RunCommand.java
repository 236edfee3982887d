package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow run}: takes workflow runs out of files and stays until they end. */
@Command(
        name = "run",
        description = "Run workflows from files and show what happens.",
        footer = {
            "",
            "A file may hold several documents: WorkflowRun, Workflow, WorkflowStepDefinition, and other objects, which are"
                    + " created in the embedded cluster first.",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 bad input or usage, 3 terminated, 4 suspended and nobody to resume it,"
                    + " 130 interrupted."
        })
final class RunCommand implements Callable<Integer> {
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

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keep a journal there, so that 'velaflow continue' can go on after a crash.")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--strict", description = "Warnings about the files are errors.")
    private boolean strict;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        follow.check();
        ClusterPlan plan = clusters.plan();
        ObjectNode values = ContextValues.parse(context);
        InputFiles input = InputFiles.read(console, files, definitions);
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
            return ExitCode.BAD_INPUT;
        }
        List<RunFile> runs = runs(input, values);
        warnAboutIgnored(input.library());
        try (ClusterSetup setup = ClusterSetup.start(plan, state)) {
            setup.check();
            setup.load(input.documents().objects());
            return new Runner(console, follow, setup.clusters(), plan, state)
                    .with(input.packages())
                    .run(runs, input.library());
        }
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

    private void warnAboutIgnored(DefinitionLibrary library) {
        for (String type : library.ignored()) {
            console.err().println("velaflow: warning: the definition of " + type + " is not used: that type is fixed");
        }
    }
}
