package io.jenkins.plugins.vela.stepform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The values that a form gives, as JSON, seen with the schema that they are for. Where the schema asks for a secret, the
 * values hold {@code {"credentialsId": "…"}} in its place, or the name of a variable, {@code ${NAME}}.
 */
public final class StepValues {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CREDENTIAL = "credentialsId";

    /** How a form submits what was written as YAML, which a browser cannot read. */
    private static final String YAML = "$yaml";

    /** How a form submits, as YAML, fields that it does not know. */
    private static final String MORE = "$more";

    private StepValues() {}

    /**
     * Reads what a form submitted, or what somebody wrote by hand: JSON, or YAML. Parts that the form could not read are
     * read here.
     *
     * @return an object; an empty one for an empty text
     * @throws IllegalArgumentException when it is no object; the message says why
     */
    public static ObjectNode read(String text) {
        if (text.isBlank()) {
            return NODES.objectNode();
        }
        JsonNode value = withYamlRead(json(text).orElseGet(() -> yaml(text, "values")), "");
        if (!(value instanceof ObjectNode object)) {
            throw new IllegalArgumentException("values are an object, such as {\"name\": \"value\"}");
        }
        return object;
    }

    private static JsonNode withYamlRead(JsonNode value, String place) {
        if (value.isObject()) {
            if (value.size() == 1 && value.path(YAML).isTextual()) {
                return yaml(value.path(YAML).textValue(), place.isEmpty() ? "values" : place);
            }
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode read = withYamlRead(field.getValue(), below(place, field.getKey()));
                if (!field.getKey().equals(MORE)) {
                    object.set(field.getKey(), read);
                } else if (read instanceof ObjectNode more) {
                    object.setAll(more);
                } else {
                    throw new IllegalArgumentException(below(place, "more fields") + ": expected an object");
                }
            }
            return object;
        } else if (value.isArray()) {
            ArrayNode list = NODES.arrayNode();
            for (JsonNode element : value) {
                list.add(withYamlRead(element, place + "[" + list.size() + "]"));
            }
            return list;
        }
        return value;
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException maybeYaml) {
            return Optional.empty();
        }
    }

    private static JsonNode yaml(String text, String place) {
        try {
            List<Document> documents = Document.parseAll(place, text);
            if (documents.size() == 1) {
                return JSON.convertValue(documents.get(0).value(), JsonNode.class);
            }
        } catch (DocumentException notYaml) {
            throw new IllegalArgumentException(notYaml.getMessage(), notYaml);
        }
        throw new IllegalArgumentException(place + ": expected one YAML value");
    }

    private static String below(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    // ---- secrets ----

    /**
     * A value where the schema asks for a secret.
     *
     * @param place where, such as {@code from.password}
     * @param pointer the same as a JSON pointer
     * @param credential the id of the credential that stands in its place; empty when the secret itself is given
     */
    public record SecretValue(String place, String pointer, Optional<String> credential) {}

    /** All secrets among the values. */
    public static List<SecretValue> secrets(Schema schema, JsonNode values) {
        Map<String, SecretValue> found = new TreeMap<>();
        atSecrets(schema, values, (place, pointer, value) -> {
            if (isCredential(value)) {
                Optional<String> id = Optional.of(value.path(CREDENTIAL).textValue());
                found.put(place, new SecretValue(place, pointer, id));
            } else if (value.isTextual() && !value.textValue().isEmpty()) {
                found.put(place, new SecretValue(place, pointer, Optional.empty()));
            }
        });
        return List.copyOf(found.values());
    }

    /** The ids of all credentials that the values name anywhere. */
    public static Set<String> namedCredentials(JsonNode values) {
        Set<String> ids = new TreeSet<>();
        if (isCredential(values)) {
            ids.add(values.path(CREDENTIAL).textValue());
        }
        values.forEach(below -> ids.addAll(namedCredentials(below)));
        return ids;
    }

    /** The places of secrets that are written down instead of being kept as credentials. */
    public static List<String> plainSecrets(Schema schema, JsonNode values) {
        Map<String, JsonNode> found = new TreeMap<>();
        atSecrets(schema, values, (place, pointer, value) -> {
            boolean isVariable = value.isTextual() && value.textValue().matches("\\$\\{\\w+}|\\$\\w+|");
            if (value.isValueNode() && !value.isNull() && !isVariable) {
                found.put(place, value);
            }
        });
        return List.copyOf(found.keySet());
    }

    private static boolean isCredential(JsonNode value) {
        return value.size() == 1 && value.path(CREDENTIAL).isTextual();
    }

    @FunctionalInterface
    private interface AtSecret {
        void found(String place, String pointer, JsonNode value);
    }

    private static void atSecrets(Schema schema, JsonNode values, AtSecret visitor) {
        atSecrets(schema, false, values, "", "", visitor);
    }

    private static void atSecrets(
            Schema schema, boolean isSecret, JsonNode value, String place, String pointer, AtSecret visitor) {
        if (value.isMissingNode()) {
            return;
        }
        if (schema instanceof Schema.Scalar scalar) {
            if (isSecret && scalar.types().contains(Schema.ScalarType.STRING) && !scalar.isFixed()) {
                visitor.found(place, pointer, value);
            }
        } else if (schema instanceof Schema.ListOf list && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                atSecrets(list.element(), isSecret, value.get(i), place + "[" + i + "]", pointer + "/" + i, visitor);
            }
        } else if (schema instanceof Schema.Struct struct && value.isObject()) {
            value.properties().forEach(given -> {
                Optional<SchemaField> field = struct.field(given.getKey());
                Optional<Schema> below = field.map(SchemaField::schema).or(struct::others);
                below.ifPresent(known -> atSecrets(
                        known,
                        isSecret || field.map(SchemaField::isSecret).orElse(false),
                        given.getValue(),
                        below(place, given.getKey()),
                        pointer + "/" + given.getKey().replace("~", "~0").replace("/", "~1"),
                        visitor));
            });
        } else if (schema instanceof Schema.OneOf oneOf) {
            Alternatives.of(oneOf, value)
                    .forEach(alternative -> atSecrets(
                            alternative.schema(),
                            isSecret || Alternatives.isValueBesideReference(oneOf, alternative),
                            value,
                            place,
                            pointer,
                            visitor));
        }
    }

    // ---- defaults ----

    /** The values with those that the schema has for what is not given, except for what only a run knows. */
    public static JsonNode withDefaults(Schema schema, JsonNode values) {
        if (!(schema instanceof Schema.Struct struct) || !values.isObject()) {
            return values;
        }
        ObjectNode filled = NODES.objectNode();
        for (SchemaField field : struct.fields()) {
            JsonNode given = values.path(field.name());
            if (!given.isMissingNode()) {
                filled.set(field.name(), withDefaults(field.schema(), given));
            } else if (field.presence() == SchemaField.Presence.DEFAULTED) {
                field.schema()
                        .defaultValue()
                        .filter(value -> !holdsRunValue(value))
                        .ifPresent(value -> filled.set(field.name(), value));
            }
        }
        values.properties().forEach(given -> {
            if (!filled.has(given.getKey())) {
                filled.set(given.getKey(), given.getValue());
            }
        });
        return filled;
    }

    private static boolean holdsRunValue(JsonNode value) {
        if (StepSchema.isFromRun(value)) {
            return true;
        }
        for (JsonNode below : value) {
            if (holdsRunValue(below)) {
                return true;
            }
        }
        return false;
    }

    // ---- variables ----

    /**
     * The values with variables in their texts replaced. A text that becomes a number or a flag that way is one where the
     * schema wants one.
     *
     * @param expand replaces the variables in a text
     */
    public static JsonNode expanded(Schema schema, JsonNode value, Function<String, String> expand) {
        if (value.isTextual()) {
            String text = expand.apply(value.textValue());
            return text.equals(value.textValue()) ? value : typed(schema, text);
        } else if (value.isArray()) {
            Schema list = schema instanceof Schema.OneOf oneOf
                    ? Alternatives.asList(oneOf).orElse(schema)
                    : schema;
            Schema element = list instanceof Schema.ListOf some ? some.element() : anything();
            ArrayNode elements = NODES.arrayNode();
            value.forEach(one -> elements.add(expanded(element, one, expand)));
            return elements;
        } else if (value.isObject()) {
            ObjectNode object = NODES.objectNode();
            value.properties()
                    .forEach(field -> object.set(
                            field.getKey(), expanded(field(schema, value, field.getKey()), field.getValue(), expand)));
            return object;
        }
        return value;
    }

    private static Schema field(Schema schema, JsonNode value, String name) {
        if (schema instanceof Schema.Struct struct) {
            return struct.field(name)
                    .map(SchemaField::schema)
                    .or(struct::others)
                    .orElseGet(StepValues::anything);
        } else if (schema instanceof Schema.OneOf oneOf) {
            return Alternatives.of(oneOf, value)
                    .map(Schema.Alternative::schema)
                    .filter(Schema.Struct.class::isInstance)
                    .findFirst()
                    .map(struct -> field(struct, value, name))
                    .orElseGet(StepValues::anything);
        }
        return anything();
    }

    private static Schema anything() {
        return new Schema.Anything(Optional.empty());
    }

    private static JsonNode typed(Schema schema, String text) {
        if (schema instanceof Schema.Scalar scalar && !scalar.types().contains(Schema.ScalarType.STRING)) {
            if (scalar.types().contains(Schema.ScalarType.BOOL) && text.matches("true|false")) {
                return NODES.booleanNode(text.equals("true"));
            }
            try {
                return number(new BigDecimal(text.trim()));
            } catch (NumberFormatException noNumber) {
                return NODES.textNode(text);
            }
        }
        return NODES.textNode(text);
    }

    private static JsonNode number(BigDecimal number) {
        if (number.scale() > 0 || number.scale() < -100) {
            return NODES.numberNode(number);
        }
        BigInteger whole = number.toBigIntegerExact();
        if (whole.bitLength() < Integer.SIZE) {
            return NODES.numberNode(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
    }
}
