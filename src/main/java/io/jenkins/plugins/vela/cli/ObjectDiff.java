package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.jenkins.plugins.vela.document.YamlText;
import io.jenkins.plugins.vela.workflow.rehearsal.PlannedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A planned change of an object as a unified diff of its YAML, without what the server keeps for itself. */
final class ObjectDiff {
    private static final int CONTEXT = 3;

    private static final List<String> SERVER_METADATA = List.of(
            "managedFields",
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink");

    private ObjectDiff() {}

    /** The lines; none when nothing that a person wrote would be different. */
    static List<String> lines(PlannedChange.OfObject change) {
        List<String> before = yaml(change.before(), change.secret() ? Optional.of("(not shown)") : Optional.empty());
        List<String> after = yaml(change.after(), change.secret() ? Optional.of("(not shown)") : Optional.empty());
        boolean hidden = before.equals(after)
                && change.secret()
                && !data(change.before()).equals(data(change.after()));
        if (hidden) {
            after = yaml(change.after(), Optional.of("(not shown, another value)"));
        }
        if (before.equals(after)) {
            return List.of();
        }
        String place = change.cluster() + ": " + change.what();
        String now = before.isEmpty() ? place + " (not there)" : place;
        String then = (after.isEmpty() ? place + " (deleted)" : place) + " by step " + change.step();
        return new ArrayList<>(
                UnifiedDiffUtils.generateUnifiedDiff(now, then, before, DiffUtils.diff(before, after), CONTEXT));
    }

    private static List<JsonNode> data(Optional<JsonNode> object) {
        return List.of(
                object.map(node -> node.path("data")).orElseThrow(),
                object.map(node -> node.path("stringData")).orElseThrow());
    }

    private static List<String> yaml(Optional<JsonNode> object, Optional<String> mask) {
        if (object.isEmpty()) {
            return List.of();
        }
        ObjectNode shown = object.get().deepCopy();
        shown.remove("status");
        if (shown.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SERVER_METADATA);
        }
        mask.ifPresent(words -> {
            hide(shown, "data", words);
            hide(shown, "stringData", words);
        });
        return YamlText.of(shown).lines().toList();
    }

    private static void hide(ObjectNode object, String field, String words) {
        if (object.get(field) instanceof ObjectNode values) {
            List<String> names = new ArrayList<>();
            values.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> values.put(name, words));
        }
    }
}
