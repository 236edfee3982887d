package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.external.ExternalPackage;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The {@code Package} objects of a command's files: what templates can import and call beside the built-in actions. Kept in
 * the state directory, so that {@code continue} knows them too.
 */
record ExternalPackages(List<JsonNode> objects) {

    private static final String FILE = "packages.json";

    static final ExternalPackages NONE = new ExternalPackages(List.of());

    ExternalPackages {
        objects = List.copyOf(objects);
    }

    /** Those among a file's plain objects; wrong ones are told. */
    static ExternalPackages of(List<Document> documents, Consumer<PlacedFinding> findings) {
        List<JsonNode> found = new ArrayList<>();
        for (Document document : documents) {
            if (ExternalPackage.is(document.value())) {
                try {
                    ExternalPackage.of(document.value());
                    found.add(document.value());
                } catch (IllegalArgumentException wrong) {
                    findings.accept(PlacedFinding.error(document.position(), FieldPath.ROOT, wrong.getMessage()));
                }
            }
        }
        return new ExternalPackages(found);
    }

    /** The actions of the class path and of these. */
    ActionRegistry actions() {
        ActionRegistry actions = ActionRegistry.discovered(ExternalPackages.class.getClassLoader());
        for (JsonNode object : objects) {
            actions = actions.with(ExternalPackage.of(object));
        }
        return actions;
    }

    /** What templates can import. */
    CuePackages facades() {
        Map<String, List<CueSource>> packages = actions().packages();
        return CuePackages.of(packages);
    }

    void save(Path stateDirectory) {
        if (objects.isEmpty()) {
            return;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        objects.forEach(list::add);
        try {
            Files.createDirectories(stateDirectory);
            Files.writeString(stateDirectory.resolve(FILE), list.toPrettyString() + "\n");
        } catch (IOException unwritable) {
            throw Refusal.badInput("--state " + stateDirectory + ": cannot be written: " + unwritable.getMessage());
        }
    }

    static ExternalPackages load(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            List<JsonNode> found = new ArrayList<>();
            new JsonMapper().readTree(Files.readString(file)).forEach(found::add);
            return new ExternalPackages(found);
        } catch (JsonProcessingException broken) {
            throw Refusal.badInput(file + ": not JSON: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw Refusal.badInput(file + ": cannot be read: " + unreadable.getMessage());
        }
    }
}
