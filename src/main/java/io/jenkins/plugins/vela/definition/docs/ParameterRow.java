package io.jenkins.plugins.vela.definition.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.schema.Documentation;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter, or one field of one.
 *
 * @param path from the step's properties: {@code env.<name>}, {@code headers[].key}
 * @param type in a few words
 * @param isRequired whether it has to be given; inside of an optional one: when that is given
 * @param preset its default as JSON, or in words where only the run knows it; empty when there is none
 * @param usage what it is for
 */
public record ParameterRow(String path, String type, boolean isRequired, String preset, String usage) {
    private static final int LONGEST_PRESET = 60;

    /** All parameters of a schema, each in front of its own fields. */
    public static List<ParameterRow> of(Schema schema) {
        List<ParameterRow> rows = new ArrayList<>();
        below("", schema, rows);
        return rows;
    }

    private static void below(String path, Schema schema, List<ParameterRow> rows) {
        if (schema instanceof Schema.Struct struct) {
            for (SchemaField field : struct.fields()) {
                String inner = path.isEmpty() ? field.name() : path + "." + field.name();
                if (!field.documentation().isIgnored()) {
                    rows.add(row(inner, field));
                    below(inner, field.schema(), rows);
                }
            }
            struct.others().ifPresent(others -> below(path.isEmpty() ? "<name>" : path + ".<name>", others, rows));
        } else if (schema instanceof Schema.ListOf list) {
            below(path + "[]", list.element(), rows);
        } else if (schema instanceof Schema.OneOf oneOf) {
            oneOf.alternatives().forEach(alternative -> below(path, alternative.schema(), rows));
        }
    }

    private static ParameterRow row(String path, SchemaField field) {
        Schema schema = field.schema();
        boolean showsPreset = field.presence() == SchemaField.Presence.DEFAULTED
                || (schema instanceof Schema.Scalar scalar && !scalar.isFixed());
        String preset =
                showsPreset ? schema.defaultValue().map(ParameterRow::preset).orElse("") : "";
        return new ParameterRow(path, schema.summary(), field.isRequired(), preset, usage(field));
    }

    private static String preset(JsonNode value) {
        if (StepSchema.isFromRun(value)) {
            return value.textValue();
        }
        String text = value.toString();
        return text.length() > LONGEST_PRESET ? text.substring(0, LONGEST_PRESET) + "…" : text;
    }

    private static String usage(SchemaField field) {
        Documentation documentation = field.documentation();
        String examples =
                documentation.examples().isEmpty() ? "" : " Example: " + String.join(", ", documentation.examples());
        String secret = field.isSecret() ? " (secret)" : "";
        return (documentation.usage() + secret + examples).strip();
    }
}
