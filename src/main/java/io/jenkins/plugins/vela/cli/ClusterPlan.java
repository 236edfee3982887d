package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which clusters there are and where they come from. Kept in the state directory, so that {@code continue} finds the same
 * ones; holds no credential.
 */
record ClusterPlan(List<Entry> entries, boolean strictKinds) {
    static final String DEFAULT = "local";
    private static final String FILE = "clusters.json";

    /** A cluster; without a kubeconfig it is an embedded one. Steps can choose it by its labels. */
    record Entry(String name, Optional<String> kubeconfig, Map<String, String> labels) {
        Entry {
            labels = Map.copyOf(labels);
        }

        Entry labelled(Map<String, String> others) {
            return new Entry(name, kubeconfig, others);
        }
    }

    ClusterPlan {
        entries = List.copyOf(entries);
    }

    boolean hasEmbedded() {
        return entries.stream().anyMatch(entry -> entry.kubeconfig().isEmpty());
    }

    void save(Path stateDirectory) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("strictKinds", strictKinds);
        ArrayNode list = plan.putArray("clusters");
        for (Entry entry : entries) {
            ObjectNode item = list.addObject().put("name", entry.name());
            entry.kubeconfig().ifPresent(path -> item.put("kubeconfig", absolute(path)));
            entry.labels().forEach(item.withObjectProperty("labels")::put);
        }
        try {
            Files.createDirectories(stateDirectory);
            Files.writeString(stateDirectory.resolve(FILE), plan.toPrettyString() + "\n");
        } catch (IOException unwritable) {
            throw Refusal.badInput("--state " + stateDirectory + ": cannot be written: " + unwritable.getMessage());
        }
    }

    /** {@code continue} may be called from another directory. */
    private static String absolute(String pathAndContext) {
        int hash = pathAndContext.lastIndexOf('#');
        String path = hash < 0 ? pathAndContext : pathAndContext.substring(0, hash);
        return Path.of(path).toAbsolutePath() + (hash < 0 ? "" : pathAndContext.substring(hash));
    }

    private static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new LinkedHashMap<>();
        object.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    static Optional<ClusterPlan> load(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode plan = new JsonMapper().readTree(Files.readString(file));
            List<Entry> entries = new ArrayList<>();
            for (JsonNode item : plan.path("clusters")) {
                entries.add(new Entry(
                        item.path("name").asText(),
                        item.has("kubeconfig")
                                ? Optional.of(item.path("kubeconfig").asText())
                                : Optional.empty(),
                        labels(item.path("labels"))));
            }
            return Optional.of(new ClusterPlan(entries, plan.path("strictKinds").asBoolean()));
        } catch (JsonProcessingException broken) {
            throw Refusal.badInput(file + ": not JSON: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw Refusal.badInput(file + ": cannot be read: " + unreadable.getMessage());
        }
    }
}
