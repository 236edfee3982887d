package io.jenkins.plugins.vela.stepform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.schema.Documentation;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.List;
import java.util.Optional;

/**
 * A form as data, for a program that draws it: a tree of nodes, one for each value that can be given. Every node has a
 * {@code kind}:
 *
 * <ul>
 *   <li>{@code text}, {@code number}, {@code flag}: one value; {@code secret} says that a credential is chosen instead
 *   <li>{@code choice}: one of {@code choices}; where it is {@code open}, something else too
 *   <li>{@code list} of {@code element}s and {@code map} from text to {@code element}
 *   <li>{@code group}: {@code fields}, each with a {@code name}; where it is {@code open}, others too
 *   <li>{@code oneOf}: one of {@code alternatives}, each with a {@code name} and a {@code node}
 *   <li>{@code fixed}: a {@code value} that is as it is; it tells alternatives apart
 *   <li>{@code data}: anything, as YAML
 * </ul>
 *
 * <p>All texts come from the author of a definition and may be hostile.
 */
public final class FormModel {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Whoever has to fill in more than this had better write YAML. */
    private static final int MOST_NODES = 2_000;

    private static final int DEEPEST = 12;

    private int nodes;

    private FormModel() {}

    /** The form for values of a schema. */
    public static ObjectNode of(Schema schema) {
        return new FormModel().node(schema, false, 0);
    }

    private ObjectNode node(Schema schema, boolean isSecret, int depth) {
        ObjectNode node = NODES.objectNode();
        nodes++;
        if (depth > DEEPEST || nodes > MOST_NODES) {
            node.put("kind", "data");
        } else if (schema instanceof Schema.Scalar scalar) {
            scalar(node, scalar, isSecret);
        } else if (schema instanceof Schema.ListOf list) {
            node.put("kind", "list").set("element", node(list.element(), isSecret, depth + 1));
        } else if (schema instanceof Schema.Struct struct) {
            struct(node, struct, isSecret, depth);
        } else if (schema instanceof Schema.OneOf oneOf) {
            oneOf(node, oneOf, isSecret, depth);
        } else {
            node.put("kind", "data");
        }
        node.put("summary", schema.summary());
        schema.defaultValue().ifPresent(value -> {
            node.set("default", value);
            if (StepSchema.isFromRun(value)) {
                node.put("fromRun", true);
            }
        });
        return node;
    }

    private static void scalar(ObjectNode node, Schema.Scalar scalar, boolean isSecret) {
        if (scalar.isFixed()) {
            node.put("kind", "fixed").set("value", scalar.choices().get(0));
        } else if (isSecret && scalar.types().contains(Schema.ScalarType.STRING)) {
            node.put("kind", "text").put("secret", true);
        } else if (scalar.isOnly(Schema.ScalarType.BOOL)) {
            node.put("kind", "flag");
        } else if (scalar.choices().size() > 1) {
            node.put("kind", "choice").put("open", scalar.isOpen());
            node.putArray("choices").addAll(scalar.choices());
        } else if (FormField.isNumber(scalar)) {
            node.put("kind", "number").put("whole", scalar.isOnly(Schema.ScalarType.INT));
        } else {
            node.put("kind", scalar.isOnly(Schema.ScalarType.STRING) ? "text" : "data");
        }
    }

    private void struct(ObjectNode node, Schema.Struct struct, boolean isSecret, int depth) {
        if (struct.fields().isEmpty()) {
            Optional<Schema> others = struct.others().filter(element -> !(element instanceof Schema.Anything));
            if (others.isPresent()) {
                node.put("kind", "map").set("element", node(others.get(), isSecret, depth + 1));
            } else {
                node.put("kind", struct.others().isPresent() ? "data" : "group").putArray("fields");
            }
            return;
        }
        node.put("kind", "group").put("open", struct.others().isPresent());
        ArrayNode fields = node.putArray("fields");
        for (SchemaField field : struct.fields()) {
            if (!field.documentation().isIgnored()) {
                fields.add(field(field, isSecret, depth));
            }
        }
    }

    private ObjectNode field(SchemaField field, boolean isSecret, int depth) {
        ObjectNode node = node(field.schema(), isSecret || field.isSecret(), depth + 1);
        Documentation words = field.documentation();
        node.put("name", field.name());
        words.marker("alias").filter(alias -> !alias.isBlank()).ifPresent(alias -> node.put("label", alias));
        if (!words.usage().isEmpty()) {
            node.put("usage", words.usage());
        }
        if (!words.examples().isEmpty()) {
            node.put("example", words.examples().get(0));
        }
        if (field.isRequired()) {
            node.put("required", true);
        } else if (field.presence() == SchemaField.Presence.OPTIONAL) {
            // what is not given is not there, whatever it would be if it were
            node.remove(List.of("default", "fromRun"));
        }
        return node;
    }

    private void oneOf(ObjectNode node, Schema.OneOf oneOf, boolean isSecret, int depth) {
        Optional<Schema> list = Alternatives.asList(oneOf);
        if (list.isPresent()) {
            // a list with a default value is not two kinds of lists for who fills in a form
            node.setAll(node(list.get(), isSecret, depth));
            return;
        }
        node.put("kind", "oneOf");
        ArrayNode alternatives = node.putArray("alternatives");
        List<Schema.Alternative> all = oneOf.alternatives();
        for (Schema.Alternative alternative : all) {
            boolean holdsSecret = isSecret || Alternatives.isValueBesideReference(oneOf, alternative);
            ObjectNode one = alternatives.addObject().put("name", alternative.name());
            one.set("node", node(alternative.schema(), holdsSecret, depth + 1));
        }
    }

    /** Whether a form asks for a secret anywhere. */
    public static boolean asksForSecrets(JsonNode model) {
        if (model.path("secret").asBoolean()) {
            return true;
        }
        for (JsonNode below : model) {
            if (below.isContainerNode() && asksForSecrets(below)) {
                return true;
            }
        }
        return false;
    }
}
