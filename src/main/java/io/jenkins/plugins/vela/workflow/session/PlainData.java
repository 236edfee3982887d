package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueKind;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The data of a template at its end, for whoever called it as a function: what an export would hold, without actions, without
 * what was given to it ({@code parameter}, {@code context}), without what is not known, and without anything that was computed
 * from a secret.
 */
final class PlainData {
    private static final int MAX_DEPTH = 64;
    private static final Set<String> GIVEN = Set.of("parameter", "context");

    private final Predicate<CueValue> sensitive;

    /**
     * @param sensitive whether a value rests on a result that holds secrets
     */
    PlainData(Predicate<CueValue> sensitive) {
        this.sensitive = sensitive;
    }

    JsonNode of(CueValue value) {
        return of(value, 0).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** Empty for an action, for what is not known and for what is secret. */
    private Optional<JsonNode> of(CueValue value, int depth) {
        if (depth < MAX_DEPTH && value.kind() == CueKind.STRUCT) {
            return isAction(value) ? Optional.empty() : Optional.of(struct(value, depth));
        }
        if (sensitive.test(value)) {
            return Optional.empty();
        }
        if (depth < MAX_DEPTH && value.kind() == CueKind.LIST) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (CueValue element : value.elements()) {
                Optional<JsonNode> known = of(element, depth + 1);
                if (known.isEmpty()) {
                    // a list with a hole would be another list
                    return Optional.empty();
                }
                list.add(known.get());
            }
            return Optional.of(list);
        }
        return value.error().isEmpty() && value.isConcrete() ? Optional.of(value.toJson()) : Optional.empty();
    }

    private ObjectNode struct(CueValue value, int depth) {
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        for (CueField field : value.fields()) {
            if (depth > 0 || !GIVEN.contains(field.name())) {
                of(field.value(), depth + 1).ifPresent(known -> struct.set(field.name(), known));
            }
        }
        return struct;
    }

    private static boolean isAction(CueValue struct) {
        return struct.allFields().stream().anyMatch(field -> field.name().equals(TemplateProgram.ACTION));
    }
}
