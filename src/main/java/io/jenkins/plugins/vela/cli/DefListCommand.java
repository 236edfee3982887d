package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.docs.SchemaTree;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow def list}: the step types that there are. */
@Command(name = "list", description = "List step types by category.")
final class DefListCommand implements Callable<Integer> {
    @Option(names = "--category", paramLabel = "TEXT", description = "Only categories with this text.")
    private String category = "";

    @Mixin
    private DefinitionsOption definitions = new DefinitionsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    DefListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<StepDefinition> types = definitions.all().stream()
                .filter(type -> type.category().toLowerCase(Locale.ROOT).contains(category.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparing(StepDefinition::category).thenComparing(StepDefinition::name))
                .toList();
        if (output.format() == OutputFormat.TEXT) {
            Table table = new Table("CATEGORY", "NAME", "DESCRIPTION");
            String last = "";
            for (StepDefinition type : types) {
                String shown = type.category().equals(last) ? "" : type.category();
                table.row(shown, type.name(), firstSentence(type.description()));
                last = type.category();
            }
            table.lines(console).forEach(console.out()::println);
        } else {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            types.forEach(type -> list.add(SchemaTree.about(type)));
            output.format().print(console, list);
        }
        return ExitCode.SUCCEEDED;
    }

    private static String firstSentence(String text) {
        String line = Printable.line(text);
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end + 1);
    }
}
