package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.definition.docs.ParameterRow;
import io.jenkins.plugins.vela.definition.docs.SchemaTree;
import io.jenkins.plugins.vela.definition.docs.StepExample;
import io.jenkins.plugins.vela.document.YamlText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code velaflow def show}: a step type for people. */
@Command(name = "show", description = "Show what a step type does, takes and gives, with a step to copy.")
final class DefShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The step type.")
    private String name = "";

    @Mixin
    private DefinitionsOption definitions = new DefinitionsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    DefShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StepDefinition definition = definitions.find(name);
        StepSchema schema = StepSchema.of(definition, Facades.packages());
        if (output.format() != OutputFormat.TEXT) {
            output.format()
                    .print(
                            console,
                            SchemaTree.of(definition, schema).set("example", StepExample.first(definition, schema)));
            return ExitCode.SUCCEEDED;
        }
        print(definition.name() + (definition.category().isEmpty() ? "" : " (" + definition.category() + ")"));
        print("");
        if (!definition.description().isEmpty()) {
            print(Printable.of(definition.description()));
            print("");
        }
        parameters(schema.parameters());
        schema.outputs().ifPresent(this::outputs);
        print("A step to copy:");
        print("");
        print(StepExample.written(definition)
                .orElseGet(() ->
                        YamlText.of(JsonNodeFactory.instance.arrayNode().add(StepExample.of(definition, schema)))));
        return ExitCode.SUCCEEDED;
    }

    private void print(String line) {
        console.out().println(line);
    }

    private void parameters(Schema parameters) {
        List<ParameterRow> rows = ParameterRow.of(parameters);
        if (rows.isEmpty()) {
            print(
                    parameters instanceof Schema.Struct struct
                                    && struct.others().isPresent()
                            ? "It takes any parameters."
                            : "It takes no parameters.");
        } else {
            Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "MEANING");
            for (ParameterRow row : rows) {
                table.row(row.path(), row.type(), row.isRequired() ? "(required)" : row.preset(), row.usage());
            }
            table.lines(console).forEach(this::print);
        }
        print("");
    }

    private void outputs(Schema outputs) {
        Table table = new Table("OUTPUT", "TYPE", "MEANING");
        for (ParameterRow row : ParameterRow.of(outputs)) {
            table.row(row.path(), row.type(), row.usage());
        }
        table.lines(console).forEach(this::print);
        print("");
    }
}
