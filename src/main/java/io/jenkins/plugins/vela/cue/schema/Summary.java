package io.jenkins.plugins.vela.cue.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schemas in a few words. */
final class Summary {
    private Summary() {}

    static String of(Schema schema) {
        if (schema instanceof Schema.Scalar scalar) {
            return scalar(scalar);
        } else if (schema instanceof Schema.ListOf list) {
            return "list of " + of(list.element()) + constraints(list.constraints());
        } else if (schema instanceof Schema.Struct struct) {
            return struct.isMap() ? "map of " + of(struct.others().orElseThrow()) : "struct";
        } else if (schema instanceof Schema.OneOf oneOf) {
            List<String> parts = new ArrayList<>();
            for (Schema.Alternative alternative : oneOf.alternatives()) {
                parts.add(
                        alternative.schema() instanceof Schema.Struct struct && !struct.isMap()
                                ? "struct with " + alternative.name()
                                : of(alternative.schema()));
            }
            return String.join(" or ", parts);
        }
        return "anything";
    }

    private static String scalar(Schema.Scalar scalar) {
        String types = Stream.of(Schema.ScalarType.values())
                .filter(scalar.types()::contains)
                .map(Schema.ScalarType::cueName)
                .collect(Collectors.joining(" or "));
        boolean onlyDefault = scalar.choices().size() == 1
                && scalar.defaultValue().filter(scalar.choices().get(0)::equals).isPresent();
        if (scalar.choices().isEmpty() || (scalar.isOpen() && onlyDefault)) {
            return types + constraints(scalar.constraints());
        }
        String choices = scalar.choices().stream().map(JsonNode::toString).collect(Collectors.joining(" or "));
        return scalar.isOpen() ? choices + " or any " + types + constraints(scalar.constraints()) : choices;
    }

    private static String constraints(List<Constraint> constraints) {
        return constraints.isEmpty()
                ? ""
                : constraints.stream().map(Constraint::cue).collect(Collectors.joining(" and ", " (", ")"));
    }
}
