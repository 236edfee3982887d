package io.jenkins.plugins.vela.cue.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Schemas as OpenAPI 3.0 schema objects. What OpenAPI cannot say is in {@code x-cue}. */
public final class OpenApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OpenApi() {}

    /** The schema object for a schema. */
    public static ObjectNode of(Schema schema) {
        ObjectNode object;
        if (schema instanceof Schema.Scalar scalar) {
            object = scalar(scalar);
        } else if (schema instanceof Schema.Struct struct) {
            object = struct(struct);
        } else if (schema instanceof Schema.ListOf list) {
            object = NODES.objectNode().put("type", "array");
            object.set("items", of(list.element()));
            constrain(object, list.constraints());
        } else if (schema instanceof Schema.OneOf oneOf) {
            object = NODES.objectNode();
            ArrayNode alternatives = object.putArray("oneOf");
            for (Schema.Alternative alternative : oneOf.alternatives()) {
                alternatives.add(of(alternative.schema()).put("title", alternative.name()));
            }
        } else {
            object = NODES.objectNode();
        }
        schema.defaultValue().ifPresent(value -> object.set("default", value));
        return object;
    }

    private static ObjectNode scalar(Schema.Scalar scalar) {
        ObjectNode object = NODES.objectNode();
        List<Schema.ScalarType> types = Stream.of(Schema.ScalarType.values())
                .filter(scalar.types()::contains)
                .filter(type -> type != Schema.ScalarType.NULL)
                .toList();
        if (types.size() == 1) {
            type(object, types.get(0));
        } else if (!types.isEmpty()) {
            ArrayNode any = object.putArray("anyOf");
            types.forEach(type -> any.add(type(NODES.objectNode(), type)));
        }
        if (scalar.types().contains(Schema.ScalarType.NULL)) {
            object.put("nullable", true);
        }
        if (!scalar.isOpen()) {
            object.putArray("enum").addAll(scalar.choices());
        }
        constrain(object, scalar.constraints());
        return object;
    }

    private static ObjectNode type(ObjectNode object, Schema.ScalarType type) {
        return switch (type) {
            case BOOL -> object.put("type", "boolean");
            case INT -> object.put("type", "integer");
            case NUMBER -> object.put("type", "number");
            case BYTES -> object.put("type", "string").put("format", "byte");
            case STRING, NULL -> object.put("type", "string");
        };
    }

    private static void constrain(ObjectNode object, List<Constraint> constraints) {
        for (Constraint constraint : constraints) {
            JsonNode limit = constraint.limit().orElse(NODES.nullNode());
            boolean isNumber = limit.isNumber();
            if (isNumber && constraint.kind() == Constraint.Kind.LEAST) {
                object.set("minimum", limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.MOST) {
                object.set("maximum", limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.ABOVE) {
                object.set("minimum", limit);
                object.put("exclusiveMinimum", true);
            } else if (isNumber && constraint.kind() == Constraint.Kind.BELOW) {
                object.set("maximum", limit);
                object.put("exclusiveMaximum", true);
            } else if (constraint.kind() == Constraint.Kind.MATCHES && !object.has("pattern")) {
                object.set("pattern", limit);
            } else if (constraint.kind() == Constraint.Kind.NOT) {
                object.putObject("not").putArray("enum").add(limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.SHORTEST) {
                object.set("minLength", limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.LONGEST) {
                object.set("maxLength", limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.FEWEST_ITEMS) {
                object.set("minItems", limit);
            } else if (isNumber && constraint.kind() == Constraint.Kind.MOST_ITEMS) {
                object.set("maxItems", limit);
            } else if (constraint.kind() == Constraint.Kind.UNIQUE_ITEMS) {
                object.put("uniqueItems", true);
            } else {
                object.withArrayProperty("x-cue").add(constraint.cue());
            }
        }
    }

    private static ObjectNode struct(Schema.Struct struct) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        ArrayNode required = NODES.arrayNode();
        if (!struct.fields().isEmpty()) {
            ObjectNode properties = object.putObject("properties");
            for (SchemaField field : struct.fields()) {
                properties.set(field.name(), property(field));
                if (field.isRequired()) {
                    required.add(field.name());
                }
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        struct.others().ifPresent(others -> object.set("additionalProperties", of(others)));
        return object;
    }

    private static ObjectNode property(SchemaField field) {
        ObjectNode property = of(field.schema());
        Documentation documentation = field.documentation();
        if (!documentation.usage().isEmpty()) {
            property.put("description", documentation.usage());
        }
        documentation.marker("alias").ifPresent(alias -> property.put("title", alias));
        List<String> examples = documentation.examples();
        if (!examples.isEmpty()) {
            property.put("example", examples.get(0));
        }
        if (field.isSecret()) {
            property.put("format", "password");
        }
        if (documentation.markers().containsKey("immutable")) {
            property.put("x-immutable", true);
        }
        return property;
    }
}
