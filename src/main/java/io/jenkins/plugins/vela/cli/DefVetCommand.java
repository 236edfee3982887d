package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.DefinitionObject;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.vet.Remark;
import io.jenkins.plugins.vela.definition.vet.Vetting;
import io.jenkins.plugins.vela.document.DocumentException;
import io.jenkins.plugins.vela.document.DocumentFile;
import io.jenkins.plugins.vela.document.DocumentLimits;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow def vet}: what is wrong with definitions, without running them. */
@Command(
        name = "vet",
        description = "Say what is wrong with step definitions, and in which order their actions are performed.",
        footer = {"", "Exit code 0: no errors (warnings may be there); 2: errors."})
final class DefVetCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Definitions (.cue, .yaml), or directories of some.")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private int errors;
    private int warnings;

    DefVetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ActionRegistry actions = ActionRegistry.discovered(DefVetCommand.class.getClassLoader());
        Vetting vetting = new Vetting(
                actions.importable(),
                (provider, action) -> actions.find(provider, action).isPresent()
                        ? Optional.empty()
                        : Optional.of(actions.unknown(provider, action).message()));
        for (Path file : files) {
            for (Path each : DefinitionFiles.of(file)) {
                for (StepDefinition definition : read(each)) {
                    report(definition, vetting.vet(definition));
                }
            }
        }
        if (output.format() == OutputFormat.TEXT) {
            console.out()
                    .println(
                            errors == 0 && warnings == 0
                                    ? "nothing to say"
                                    : errors + " errors, " + warnings + " warnings");
        } else {
            output.format().print(console, results);
        }
        return errors > 0 || (strict && warnings > 0) ? ExitCode.BAD_INPUT : ExitCode.SUCCEEDED;
    }

    private List<StepDefinition> read(Path file) {
        List<StepDefinition> definitions = new ArrayList<>();
        try {
            if (!Files.isRegularFile(file)) {
                throw Refusal.badInput(file + ": no such file");
            }
            if (file.toString().endsWith(".cue")) {
                DefinitionFile.read(file.toString(), DocumentFile.text(file.toString(), file, DocumentLimits.DEFAULT))
                        .ifPresent(definitions::add);
            } else {
                DocumentFile.read(file.toString(), file, DocumentLimits.DEFAULT)
                        .forEach(document -> DefinitionObject.read(document).ifPresent(definitions::add));
            }
        } catch (DefinitionException broken) {
            broken.problems().forEach(problem -> remark("", new Remark(true, problem.position(), problem.message())));
        } catch (DocumentException broken) {
            remark("", new Remark(true, broken.position(), broken.problem()));
        }
        return definitions;
    }

    private void report(StepDefinition definition, Vetting.Report report) {
        report.remarks().forEach(remark -> remark(definition.name(), remark));
        if (output.format() == OutputFormat.TEXT) {
            console.out().println(definition.name() + (report.order().isEmpty() ? ": no actions" : ":"));
            for (int i = 0; i < report.order().size(); i++) {
                console.out().println("  " + (i + 1) + ". " + report.order().get(i));
            }
        } else {
            ArrayNode order =
                    results.addObject().put("definition", definition.name()).putArray("order");
            report.order().forEach(order::add);
        }
    }

    private void remark(String definition, Remark remark) {
        errors += remark.isError() ? 1 : 0;
        warnings += remark.isError() ? 0 : 1;
        String word = remark.isError() ? "error" : "warning";
        if (output.format() == OutputFormat.TEXT) {
            Style style = remark.isError() ? Style.RED : Style.YELLOW;
            console.out()
                    .println(remark.position() + ": " + style.on(console, word) + ": "
                            + Printable.line(remark.message()));
        } else {
            ObjectNode result = results.addObject();
            result.put("definition", definition)
                    .put("severity", word)
                    .put("file", remark.position().source())
                    .put("line", remark.position().line())
                    .put("column", remark.position().column())
                    .put("message", remark.message());
        }
    }
}
