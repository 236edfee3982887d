package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.definition.DirectoryDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.test.DefinitionTests;
import io.jenkins.plugins.vela.definition.test.ScenarioFiles;
import io.jenkins.plugins.vela.document.DocumentLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow def test}: plays the scenarios of definitions. */
@Command(
        name = "test",
        description = "Play the scenarios of step definitions, without a cluster.",
        footer = {
            "",
            "A scenario is a YAML document in NAME.test.yaml beside NAME.cue (or in tests/NAME.yaml): parameters,"
                    + " scripted",
            "results of the actions, and what must happen. Exit code 0: all went as expected; 1: not so; 2: bad input."
        })
final class DefTestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Directory of definitions.")
    private Path directory = Path.of("");

    @Option(names = "--scenarios", paramLabel = "DIR", description = "Scenarios, if they lie elsewhere.")
    private Optional<Path> scenarios = Optional.empty();

    @Option(names = "--only", paramLabel = "NAME", description = "Only this definition.")
    private Optional<String> only = Optional.empty();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private int played;
    private int failed;
    private int untested;

    DefTestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DefinitionSource definitions =
                DirectoryDefinitions.read(directory.toString(), directory, DocumentLimits.DEFAULT);
        ScenarioFiles files = scenarios.map(ScenarioFiles::in).orElse(ScenarioFiles.beside(directory));
        DefinitionTests tests = new DefinitionTests(Facades.packages());
        List<String> types = definitions.types().stream()
                .filter(type -> only.isEmpty() || only.get().equals(type))
                .toList();
        if (types.isEmpty()) {
            throw Refusal.badInput(only.map(name -> directory + " has no definition of " + name)
                    .orElse(directory + ": there are no step definitions"));
        }
        for (String type : types) {
            play(definitions.find(type).orElseThrow(), files, tests);
        }
        if (output.format() == OutputFormat.TEXT) {
            console.out()
                    .println(played + " scenarios of " + (types.size() - untested) + " definitions, " + failed
                            + " failed" + (untested == 0 ? "" : "; " + untested + " definitions have none"));
        } else {
            output.format().print(console, results);
        }
        return failed == 0 ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }

    private void play(StepDefinition definition, ScenarioFiles files, DefinitionTests tests) {
        List<DefinitionTests.Outcome> outcomes;
        try {
            var wanted = files.of(definition.name());
            if (wanted.isEmpty()) {
                untested++;
                return;
            }
            outcomes = tests.play(definition, wanted);
        } catch (DefinitionTests.BadScenariosException bad) {
            throw new Refusal(
                    ExitCode.BAD_INPUT,
                    bad.problems().stream()
                            .map(problem -> problem.position() + ": " + problem.message())
                            .reduce((a, b) -> a + "\n" + b)
                            .orElseThrow());
        } catch (CueException broken) {
            throw Refusal.badInput(broken.getMessage());
        }
        for (DefinitionTests.Outcome outcome : outcomes) {
            played++;
            failed += outcome.passed() ? 0 : 1;
            tell(definition, outcome);
        }
    }

    private void tell(StepDefinition definition, DefinitionTests.Outcome outcome) {
        if (output.format() != OutputFormat.TEXT) {
            ObjectNode result = results.addObject()
                    .put("definition", definition.name())
                    .put("scenario", outcome.scenario().name())
                    .put("passed", outcome.passed());
            outcome.differences().forEach(difference -> result.withArrayProperty("differences")
                    .add(difference));
        } else if (!outcome.passed()) {
            console.out()
                    .println(Style.RED.on(console, "FAILED") + " " + definition.name() + ": "
                            + outcome.scenario().name() + " ("
                            + outcome.scenario().position() + ")");
            outcome.differences().forEach(difference -> console.out().println("  " + Printable.line(difference)));
        }
    }
}
