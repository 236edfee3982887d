package io.jenkins.plugins.vela.definition.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.Document;
import java.util.Optional;

/** Steps to copy: with what is required, and nothing else. */
public final class StepExample {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StepExample() {}

    /** The steps that the definition itself shows, in YAML. */
    public static Optional<String> written(StepDefinition definition) {
        return Optional.of(definition.example().strip()).filter(example -> !example.isEmpty());
    }

    /** The first of the steps that the definition itself shows; without any, one with the properties that it needs. */
    public static JsonNode first(StepDefinition definition, StepSchema schema) {
        return written(definition)
                .flatMap(text -> Document.parseAll(definition.sourceName(), text).stream()
                        .findFirst())
                .map(document -> document.value().path(0))
                .filter(JsonNode::isObject)
                .orElseGet(() -> of(definition, schema));
    }

    /** A step of a type as it stands in a workflow, with the properties that it needs. */
    public static ObjectNode of(StepDefinition definition, StepSchema schema) {
        return step(definition, value("value", schema.parameters()));
    }

    /** A step of a type with given properties. */
    public static ObjectNode step(StepDefinition definition, JsonNode properties) {
        ObjectNode step =
                NODES.objectNode().put("name", "my-" + definition.name()).put("type", definition.name());
        if (!properties.isEmpty()) {
            step.set("properties", properties);
        }
        return step;
    }

    private static JsonNode value(String name, Schema schema) {
        if (schema instanceof Schema.Struct struct) {
            ObjectNode object = NODES.objectNode();
            for (SchemaField field : struct.fields()) {
                if (field.isRequired()) {
                    object.set(field.name(), example(field));
                }
            }
            return object;
        } else if (schema instanceof Schema.OneOf oneOf) {
            return value(name, oneOf.alternatives().get(0).schema());
        } else if (schema instanceof Schema.ListOf list) {
            ArrayNode array = NODES.arrayNode();
            array.add(value(name, list.element()));
            return array;
        }
        return schema instanceof Schema.Scalar scalar ? scalar(name, scalar) : NODES.objectNode();
    }

    private static JsonNode example(SchemaField field) {
        JsonNode value = value(field.name(), field.schema());
        return value.isTextual() && !field.documentation().examples().isEmpty()
                ? NODES.textNode(field.documentation().examples().get(0))
                : value;
    }

    private static JsonNode scalar(String name, Schema.Scalar scalar) {
        if (!scalar.choices().isEmpty()) {
            return scalar.choices().get(0);
        } else if (scalar.types().contains(Schema.ScalarType.STRING)) {
            return NODES.textNode("<" + name + ">");
        } else if (scalar.types().contains(Schema.ScalarType.BOOL)) {
            return NODES.booleanNode(true);
        }
        return NODES.numberNode(1);
    }
}
