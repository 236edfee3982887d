package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.definition.docs.SchemaTree;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow def schema}: a step type for programs. */
@Command(name = "schema", description = "Print the schema of a step type's parameters and outputs as data.")
final class DefSchemaCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The step type.")
    private String name = "";

    @Option(names = "--openapi", description = "As an OpenAPI 3.0 document.")
    private boolean openApi;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "yaml (default) or json.")
    private OutputFormat format = OutputFormat.YAML;

    @Mixin
    private DefinitionsOption definitions = new DefinitionsOption();

    private final Console console;

    DefSchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StepDefinition definition = definitions.find(name);
        StepSchema schema = StepSchema.of(definition, Facades.packages());
        ObjectNode tree = openApi ? SchemaTree.openApi(definition, schema) : SchemaTree.of(definition, schema);
        (format == OutputFormat.TEXT ? OutputFormat.YAML : format).print(console, tree);
        return ExitCode.SUCCEEDED;
    }
}
