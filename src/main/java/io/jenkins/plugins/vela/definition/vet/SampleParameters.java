package io.jenkins.plugins.vela.definition.vet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;

/** Parameters of which everything is given, the optional ones too, so that nothing stays behind a guard. */
final class SampleParameters {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SampleParameters() {}

    static JsonNode of(Schema schema) {
        if (schema instanceof Schema.Struct struct) {
            ObjectNode object = NODES.objectNode();
            for (SchemaField field : struct.fields()) {
                // what has a default is fine as it is
                if (field.presence() != SchemaField.Presence.DEFAULTED) {
                    object.set(field.name(), of(field.schema()));
                }
            }
            return object;
        } else if (schema instanceof Schema.OneOf oneOf) {
            return of(oneOf.alternatives().get(0).schema());
        } else if (schema instanceof Schema.ListOf list) {
            return NODES.arrayNode().add(of(list.element()));
        } else if (schema instanceof Schema.Scalar scalar) {
            return scalar(scalar);
        }
        return NODES.objectNode();
    }

    private static JsonNode scalar(Schema.Scalar scalar) {
        if (!scalar.choices().isEmpty()) {
            return scalar.choices().get(0);
        } else if (scalar.types().contains(Schema.ScalarType.STRING)) {
            return NODES.textNode("x");
        } else if (scalar.types().contains(Schema.ScalarType.BOOL)) {
            return NODES.booleanNode(true);
        }
        return NODES.numberNode(1);
    }
}
