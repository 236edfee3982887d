package io.jenkins.plugins.vela.definition.docs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.schema.Constraint;
import io.jenkins.plugins.vela.cue.schema.OpenApi;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.List;
import java.util.Locale;

/** Schemas as data, for programs: the model as it is, or OpenAPI. */
public final class SchemaTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaTree() {}

    /** A step type: name, description, category, parameters and outputs. */
    public static ObjectNode of(StepDefinition definition, StepSchema schema) {
        ObjectNode tree = about(definition);
        tree.set("parameters", of(schema.parameters()));
        schema.outputs().ifPresent(outputs -> tree.set("outputs", of(outputs)));
        return tree;
    }

    /** As it stands in lists. */
    public static ObjectNode about(StepDefinition definition) {
        ObjectNode tree = NODES.objectNode()
                .put("name", definition.name())
                .put("category", definition.category())
                .put("description", definition.description());
        if (!definition.alias().isEmpty()) {
            tree.put("alias", definition.alias());
        }
        return tree;
    }

    /** An OpenAPI document with one schema, of the properties of a step type. */
    public static ObjectNode openApi(StepDefinition definition, StepSchema schema) {
        ObjectNode document = NODES.objectNode().put("openapi", "3.0.3");
        document.putObject("info")
                .put("title", definition.name())
                .put("description", definition.description())
                .put("version", "1");
        document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        schemas.set("properties", OpenApi.of(schema.parameters()));
        schema.outputs().ifPresent(outputs -> schemas.set("outputs", OpenApi.of(outputs)));
        return document;
    }

    private static ObjectNode of(Schema schema) {
        ObjectNode tree = NODES.objectNode();
        if (schema instanceof Schema.Scalar scalar) {
            ArrayNode types = NODES.arrayNode();
            scalar.types().stream().sorted().forEach(type -> types.add(type.cueName()));
            tree.set("type", types.size() == 1 ? types.get(0) : types);
            if (!scalar.choices().isEmpty() && !scalar.isOpen()) {
                tree.putArray("enum").addAll(scalar.choices());
            } else if (scalar.choices().size() > 1) {
                tree.putArray("suggestions").addAll(scalar.choices());
            }
            constraints(tree, scalar.constraints());
        } else if (schema instanceof Schema.ListOf list) {
            tree.put("type", "list").set("element", of(list.element()));
            constraints(tree, list.constraints());
        } else if (schema instanceof Schema.Struct struct) {
            tree.put("type", struct.isMap() ? "map" : "struct");
            if (!struct.fields().isEmpty()) {
                ArrayNode fields = tree.putArray("fields");
                struct.fields().forEach(field -> fields.add(field(field)));
            }
            struct.others().ifPresent(others -> tree.set("others", of(others)));
        } else if (schema instanceof Schema.OneOf oneOf) {
            ArrayNode alternatives = tree.put("type", "alternatives").putArray("alternatives");
            oneOf.alternatives()
                    .forEach(alternative -> alternatives.add(
                            NODES.objectNode().put("name", alternative.name()).setAll(of(alternative.schema()))));
        } else {
            tree.put("type", "any");
        }
        schema.defaultValue().ifPresent(value -> tree.set("default", value));
        return tree;
    }

    private static void constraints(ObjectNode tree, List<Constraint> constraints) {
        if (!constraints.isEmpty()) {
            ArrayNode all = tree.putArray("constraints");
            constraints.forEach(constraint -> all.add(constraint.cue()));
        }
    }

    private static ObjectNode field(SchemaField field) {
        ObjectNode tree = NODES.objectNode().put("name", field.name());
        tree.put("presence", field.presence().name().toLowerCase(Locale.ROOT));
        if (!field.documentation().usage().isEmpty()) {
            tree.put("description", field.documentation().usage());
        }
        if (field.isSecret()) {
            tree.put("secret", true);
        }
        field.documentation().markers().forEach((name, value) -> {
            if (!name.equals("usage")) {
                tree.put("+" + name, value);
            }
        });
        return tree.setAll(of(field.schema()));
    }
}
