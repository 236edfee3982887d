package io.jenkins.plugins.vela.runpage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where a run is another one than it was. Names do not count: they may hold the number of a build. Says places only, no values,
 * which may be confidential.
 */
public final class SpecDifference {
    private SpecDifference() {}

    /** The first difference, such as {@code spec.workflowSpec.steps[1].properties.image}; empty when both run the same. */
    public static Optional<String> between(WorkflowRunSpec one, WorkflowRunSpec other) {
        if (!one.namespace().equals(other.namespace())) {
            return Optional.of("metadata.namespace");
        }
        return between("spec", one.document().path("spec"), other.document().path("spec"));
    }

    private static Optional<String> between(String place, JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .map(name -> between(place + "." + name, one.path(name), other.path(name)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (one.isArray() && other.isArray()) {
            Iterator<JsonNode> others = other.elements();
            int index = 0;
            for (JsonNode element : one) {
                JsonNode counterpart = others.hasNext() ? others.next() : MissingNode.getInstance();
                Optional<String> difference = between(place + "[" + index++ + "]", element, counterpart);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return others.hasNext() ? Optional.of(place + "[" + index + "]") : Optional.empty();
        }
        // numbers may have been read back in another width
        boolean same = (one.isNumber() && other.isNumber())
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
        return same ? Optional.empty() : Optional.of(place);
    }
}
