package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueKind;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A template's value for a person who wonders what it has become: what is concrete as JSON, what is not as a text that says
 * why, and words in place of what was computed from a secret.
 */
final class EvaluatedView {

    private static final int MAX_DEPTH = 64;

    private final Predicate<Set<CuePath>> sensitive;

    EvaluatedView(Predicate<Set<CuePath>> sensitive) {
        this.sensitive = sensitive;
    }

    JsonNode of(CueValue value) {
        return of(value, 0);
    }

    private JsonNode of(CueValue value, int depth) {
        if (sensitive.test(value.reads()) && value.kind() != CueKind.STRUCT) {
            return TextNode.valueOf("(secret)");
        }
        if (depth < MAX_DEPTH && value.kind() == CueKind.STRUCT) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (CueField field : value.allFields()) {
                if (field.kind() == CueField.Kind.REGULAR
                        || field.kind() == CueField.Kind.HIDDEN
                        || isActionWord(field)) {
                    object.set(field.name(), of(field.value(), depth + 1));
                }
            }
            return object;
        }
        if (depth < MAX_DEPTH && value.kind() == CueKind.LIST) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.elements().forEach(element -> array.add(of(element, depth + 1)));
            return array;
        }
        Optional<CueError> error = value.error();
        if (error.isEmpty()) {
            return value.toJson();
        }
        String why = CueMessages.of(error.get());
        return TextNode.valueOf((error.get().isIncomplete() ? "_ // not known yet: " : "_|_ // ") + why);
    }

    /** Which action it is, which stands in a definition field. */
    private static boolean isActionWord(CueField field) {
        return field.name().equals(TemplateProgram.ACTION) || field.name().equals("#provider");
    }
}
