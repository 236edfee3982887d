package io.jenkins.plugins.vela.definition.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.YamlText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Step types in Markdown: a page for each, and an index by category. The same input gives the same text. */
public final class StepPage {
    private StepPage() {}

    /**
     * The page of a step type.
     *
     * @param example steps that use the type, in YAML
     */
    public static String of(StepDefinition definition, StepSchema schema, String example) {
        StringBuilder page = new StringBuilder();
        page.append("<!-- Generated from the definition by `velaflow def docs`. -->\n\n");
        page.append("# ").append(definition.name()).append("\n\n");
        if (!definition.description().isEmpty()) {
            page.append(definition.description()).append("\n\n");
        }
        if (!definition.category().isEmpty()) {
            page.append("Category: ").append(definition.category()).append("\n\n");
        }
        page.append("## Parameters\n\n");
        table(page, schema.parameters(), "This step type has no parameters.", true);
        schema.outputs().ifPresent(outputs -> {
            page.append("\n## Outputs\n\n");
            table(page, outputs, "There are none.", false);
        });
        page.append("\n## Example\n\n```yaml\n").append(example).append("\n```\n");
        return page.toString();
    }

    /** A step as an element of a workflow's list. */
    static String yaml(JsonNode step) {
        return YamlText.of(JsonNodeFactory.instance.arrayNode().add(step));
    }

    private static void table(StringBuilder page, Schema schema, String none, boolean isInput) {
        List<ParameterRow> rows = ParameterRow.of(schema);
        if (rows.isEmpty()) {
            page.append(
                            schema instanceof Schema.Struct struct
                                            && struct.others().isPresent()
                                    ? "Any fields: " + schema.summary() + "."
                                    : none)
                    .append('\n');
            return;
        }
        page.append(
                isInput
                        ? "| Parameter | Type | Default | |\n|---|---|---|---|\n"
                        : "| Output | Type | |\n|---|---|---|\n");
        for (ParameterRow row : rows) {
            page.append("| `").append(row.path()).append("` | ").append(cell(row.type()));
            if (isInput) {
                String preset = row.preset().isEmpty() ? "" : "`" + row.preset().replace("|", "\\|") + "`";
                page.append(" | ").append(row.isRequired() ? "**required**" : preset);
            }
            page.append(" | ").append(cell(row.usage())).append(" |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
    }

    /** The index: types by category, each with a link to its page. */
    public static String index(Collection<StepDefinition> definitions) {
        Map<String, Map<String, StepDefinition>> categories = new TreeMap<>();
        for (StepDefinition definition : definitions) {
            String category = definition.category().isEmpty() ? "Other" : definition.category();
            categories.computeIfAbsent(category, name -> new TreeMap<>()).put(definition.name(), definition);
        }
        StringBuilder index = new StringBuilder("<!-- Generated from the definitions by `velaflow def docs`. -->\n\n");
        index.append("# Step types\n");
        categories.forEach((category, types) -> {
            index.append("\n## ").append(category).append("\n\n| Type | |\n|---|---|\n");
            types.values().forEach(type -> index.append("| [`")
                    .append(type.name())
                    .append("`](")
                    .append(type.name())
                    .append(".md) | ")
                    .append(cell(type.description()))
                    .append(" |\n"));
        });
        return index.toString();
    }
}
