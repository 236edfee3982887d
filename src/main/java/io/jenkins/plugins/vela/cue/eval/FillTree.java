package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Label;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data to be unified with vertices, by path. Immutable. */
public final class FillTree {

    /** No data anywhere. */
    public static final FillTree EMPTY = new FillTree(null, false, Map.of());

    private final JsonNode data;
    private final boolean creates;
    private final Map<Label, FillTree> children;

    private FillTree(JsonNode data, boolean creates, Map<Label, FillTree> children) {
        this.data = data;
        this.creates = creates;
        this.children = children;
    }

    /**
     * This tree with data at a path in place of what was there.
     *
     * @param create whether fields that the program does not have come into being; otherwise the data is ignored where
     *     the path leads nowhere
     */
    public FillTree with(List<Label> path, JsonNode node, boolean create) {
        if (path.isEmpty()) {
            return new FillTree(node, creates || create, children);
        }
        Label first = path.get(0);
        // in the order of arrival, or fields that the data brings in would stand in another order in every process
        Map<Label, FillTree> changed = new LinkedHashMap<>(children);
        FillTree child = changed.getOrDefault(first, EMPTY);
        changed.put(first, child.with(path.subList(1, path.size()), node, create));
        return new FillTree(data, creates || create, changed);
    }

    JsonNode data() {
        return data;
    }

    boolean creates() {
        return creates;
    }

    FillTree child(Label label) {
        return children.get(label);
    }

    Map<Label, FillTree> children() {
        return children;
    }
}
