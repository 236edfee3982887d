package io.jenkins.plugins.vela.stepform;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What alternatives mean to somebody who gives a value. */
final class Alternatives {
    private static final String VALUE = "value";
    private static final String REFERENCE = "secretRef";

    private Alternatives() {}

    /** Alternatives that are all lists: the most general one, which is the last whose elements are not anything. */
    static Optional<Schema> asList(Schema.OneOf oneOf) {
        List<Schema> lists = oneOf.alternatives().stream()
                .map(Schema.Alternative::schema)
                .filter(Schema.ListOf.class::isInstance)
                .toList();
        if (lists.size() != oneOf.alternatives().size()) {
            return Optional.empty();
        }
        return lists.stream()
                .filter(list -> !(((Schema.ListOf) list).element() instanceof Schema.Anything))
                .reduce((first, last) -> last);
    }

    /** KubeVela's way to write something confidential: {@code {value: …}}, or {@code {secretRef: …}} of a Secret. */
    static boolean isValueBesideReference(Schema.OneOf oneOf, Schema.Alternative alternative) {
        return names(alternative).equals(List.of(VALUE))
                && oneOf.alternatives().stream().anyMatch(other -> names(other).contains(REFERENCE));
    }

    private static List<String> names(Schema.Alternative alternative) {
        return alternative.schema() instanceof Schema.Struct struct
                ? struct.fields().stream().map(SchemaField::name).toList()
                : List.of();
    }

    /** The alternatives that a value may belong to, by its kind and the names of its fields. */
    static Stream<Schema.Alternative> of(Schema.OneOf oneOf, JsonNode value) {
        return oneOf.alternatives().stream().filter(alternative -> fits(alternative.schema(), value));
    }

    private static boolean fits(Schema schema, JsonNode value) {
        if (schema instanceof Schema.Struct struct) {
            if (!value.isObject()) {
                return false;
            }
            return struct.others().isPresent()
                    || value.properties().stream()
                            .allMatch(field -> struct.field(field.getKey()).isPresent());
        } else if (schema instanceof Schema.ListOf) {
            return value.isArray();
        }
        return true;
    }
}
