package io.jenkins.plugins.vela.stepform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One field of a form.
 *
 * @param key its name in what a browser submits: letters, digits and a few signs that no form treats specially
 * @param path its place in the values, one name per level
 * @param kind what a person fills in
 * @param usage help, as the definition's author wrote it; may be empty; may be hostile
 * @param isRequired whether it has to be filled in
 * @param isSecret whether its value must not be shown
 * @param schema what the value may be
 * @param children fields of a {@link Kind#GROUP}
 */
public record FormField(
        String key,
        List<String> path,
        Kind kind,
        String usage,
        boolean isRequired,
        boolean isSecret,
        Schema schema,
        List<FormField> children) {

    /** How a value is filled in. */
    public enum Kind {
        /** A line of text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** Yes, no or nothing. */
        FLAG,
        /** One of some values, or nothing. */
        CHOICE,
        /** Texts or numbers, one a line. */
        LINES,
        /** Fields of its own. */
        GROUP,
        /** YAML, for what no field can express. */
        DATA
    }

    /** Deeper structs are filled in as YAML. */
    private static final int DEEPEST = 4;

    public FormField {
        Objects.requireNonNull(key, "key");
        path = List.copyOf(path);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(schema, "schema");
        children = List.copyOf(children);
    }

    /** The fields of a form for parameters, in the order of the definition. */
    public static List<FormField> of(List<SchemaField> parameters) {
        return of(parameters, List.of());
    }

    private static List<FormField> of(List<SchemaField> parameters, List<String> above) {
        List<FormField> fields = new ArrayList<>();
        for (SchemaField parameter : parameters) {
            if (parameter.documentation().isIgnored() || isFixed(parameter.schema())) {
                continue;
            }
            List<String> path = new ArrayList<>(above);
            path.add(parameter.name());
            Kind kind = kind(parameter.schema(), path.size());
            List<FormField> children = kind == Kind.GROUP && parameter.schema() instanceof Schema.Struct struct
                    ? of(struct.fields(), path)
                    : List.of();
            fields.add(new FormField(
                    key(path),
                    path,
                    kind,
                    parameter.documentation().usage(),
                    parameter.isRequired(),
                    parameter.isSecret(),
                    parameter.schema(),
                    children));
        }
        return fields;
    }

    /** All fields in one list, each group before what it holds, for forms that are drawn without recursion. */
    public static List<FormField> flat(List<FormField> fields) {
        List<FormField> flat = new ArrayList<>();
        for (FormField field : fields) {
            flat.add(field);
            flat.addAll(flat(field.children()));
        }
        return flat;
    }

    private static boolean isFixed(Schema schema) {
        return schema instanceof Schema.Scalar scalar && scalar.isFixed();
    }

    private static Kind kind(Schema schema, int depth) {
        if (schema instanceof Schema.Scalar scalar) {
            if (!scalar.isOpen() && scalar.choices().size() > 1) {
                return Kind.CHOICE;
            } else if (scalar.isOnly(Schema.ScalarType.BOOL)) {
                return Kind.FLAG;
            } else if (isNumber(scalar)) {
                return Kind.NUMBER;
            }
            return scalar.types().contains(Schema.ScalarType.STRING) ? Kind.TEXT : Kind.DATA;
        } else if (schema instanceof Schema.ListOf list && list.element() instanceof Schema.Scalar element) {
            return isNumber(element) || element.isOnly(Schema.ScalarType.STRING) ? Kind.LINES : Kind.DATA;
        } else if (schema instanceof Schema.Struct struct) {
            return struct.isMap() || struct.fields().isEmpty() || depth >= DEEPEST ? Kind.DATA : Kind.GROUP;
        }
        return Kind.DATA;
    }

    static boolean isNumber(Schema.Scalar scalar) {
        return Set.of(Schema.ScalarType.INT, Schema.ScalarType.NUMBER).containsAll(scalar.types());
    }

    private static String key(List<String> path) {
        StringBuilder key = new StringBuilder("v");
        for (String name : path) {
            key.append('/');
            name.chars().forEach(c -> {
                if ((Character.isLetterOrDigit(c) && c < 128) || c == '_' || c == '-') {
                    key.append((char) c);
                } else {
                    key.append('~').append(Integer.toHexString(c)).append('~');
                }
            });
        }
        return key.toString();
    }

    /** The last name of the path. */
    public String name() {
        return path.get(path.size() - 1);
    }

    /** How a form calls the field: all names of its path. */
    public String label() {
        return String.join(".", path);
    }

    /** The values to choose from, as text. */
    public List<String> choices() {
        return schema instanceof Schema.Scalar scalar
                ? scalar.choices().stream().map(FormField::text).toList()
                : List.of();
    }

    /** What it is when nothing is filled in, as a person would write it; empty when there is no such value. */
    public String defaultText() {
        return schema.defaultValue().map(FormField::text).orElse("");
    }

    /** Whether the default is only known when the step runs. */
    public boolean isDefaultFromRun() {
        return schema.defaultValue().filter(StepSchema::isFromRun).isPresent();
    }

    /** The kind of value in a few words. */
    public String summary() {
        return schema.summary();
    }

    /** What the field shows for values that exist already; empty when there is none for it. */
    public String textOf(Map<String, ?> values) {
        Object value = values;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value)
                .map(some -> FormValues.text(this, some))
                .orElse("");
    }

    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
