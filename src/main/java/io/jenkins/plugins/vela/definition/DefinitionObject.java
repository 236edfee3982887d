package io.jenkins.plugins.vela.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The cluster form: {@code kind: WorkflowStepDefinition} with its template in {@code spec.schematic.cue.template}. Labels
 * and annotations carry KubeVela's prefixes there.
 */
public final class DefinitionObject {
    /** The kind of the objects read here. */
    public static final String KIND = "WorkflowStepDefinition";

    private static final String GROUP = "core.oam.dev/";
    private static final String CUSTOM = "custom.definition.oam.dev/";
    private static final String OWN = "definition.oam.dev/";
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "schematic", "cue", "template");

    private DefinitionObject() {}

    /** Whether a value calls itself a step definition. */
    public static boolean is(JsonNode value) {
        return value.path("kind").asText().equals(KIND)
                && value.path("apiVersion").asText().startsWith(GROUP);
    }

    /**
     * The definition in a document; empty when the document is something else.
     *
     * @throws DefinitionException when it calls itself one and is none
     */
    public static Optional<StepDefinition> read(Document document) {
        if (!is(document.value())) {
            return Optional.empty();
        }
        Optional<String> inPlace = document.textInPlace(TEMPLATE);
        String source = inPlace.isPresent()
                ? document.source()
                : document.source() + "("
                        + document.value().at("/metadata/name").asText() + ")";
        return Optional.of(read(document.value(), source, inPlace, document::position));
    }

    /**
     * The definition in an object that came without text, for instance from a cluster.
     *
     * @param source what messages call it
     */
    public static StepDefinition read(JsonNode object, String source) {
        return read(object, source, Optional.empty(), path -> Position.start(source));
    }

    private static StepDefinition read(
            JsonNode object, String source, Optional<String> inPlace, Function<FieldPath, Position> position) {
        String name = object.at("/metadata/name").asText();
        if (name.isEmpty()) {
            throw new DefinitionException(
                    position.apply(FieldPath.of("metadata")), "metadata.name: the step definition needs a name");
        }
        JsonNode template = object.at(TEMPLATE.pointer());
        if (!template.isTextual()) {
            FieldPath nearest = FieldPath.of("spec", "schematic");
            String problem = object.at(nearest.pointer()).has("terraform")
                    ? "terraform definitions are no workflow steps"
                    : "expected the CUE template as a text";
            throw new DefinitionException(position.apply(TEMPLATE), TEMPLATE + ": " + problem);
        }
        Map<String, String> annotations = texts(object.at("/metadata/annotations"));
        return new StepDefinition(
                name,
                annotations.getOrDefault("description", ""),
                annotations.getOrDefault("category", ""),
                annotations.getOrDefault("alias", ""),
                texts(object.at("/metadata/labels")),
                annotations,
                inPlace.orElseGet(template::textValue),
                source,
                position.apply(FieldPath.ROOT));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field ->
                        texts.put(bare(field.getKey()), field.getValue().asText()));
        return texts;
    }

    private static String bare(String key) {
        if (key.startsWith(CUSTOM)) {
            return key.substring(CUSTOM.length());
        }
        return key.startsWith(OWN) ? key.substring(OWN.length()) : key;
    }
}
