package io.jenkins.plugins.vela.provider.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.provider.config.ConfigActions.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How a configuration is kept: a Secret with KubeVela's labels and keys, so that KubeVela's own tools find it too. */
final class ConfigSecret {

    static final String CATALOG_LABEL = "config.oam.dev/catalog";
    static final String CATALOG = "velacore-config";
    static final String TYPE_LABEL = "config.oam.dev/type";

    private static final String SCOPE_LABEL = "config.oam.dev/scope";
    private static final String SENSITIVE = "config.oam.dev/sensitive";
    private static final String ALIAS = "config.oam.dev/alias";
    private static final String DESCRIPTION = "config.oam.dev/description";
    private static final String TEMPLATE_NAMESPACE = "config.oam.dev/template-namespace";
    private static final String PROPERTIES = "input-properties";
    private static final String REFERENCES = "objects-reference";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ConfigSecret() {}

    static ObjectKey key(String namespace, String name) {
        return new ObjectKey("v1", "Secret", namespace, name);
    }

    static ObjectNode build(ObjectKey key, JsonNode properties, ConfigTemplate.Rendered rendered) {
        ObjectNode secret = rendered.secret().deepCopy();
        secret.put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata = secret.withObjectProperty("metadata");
        metadata.put("name", key.name()).put("namespace", key.namespace());
        ObjectNode labels = metadata.withObjectProperty("labels");
        labels.put(CATALOG_LABEL, CATALOG);
        labels.put(TYPE_LABEL, rendered.type());
        if (!rendered.scope().isEmpty()) {
            labels.put(SCOPE_LABEL, rendered.scope());
        }
        ObjectNode annotations = metadata.withObjectProperty("annotations");
        annotations.put(SENSITIVE, Boolean.toString(rendered.sensitive()));
        if (!rendered.templateNamespace().isEmpty()) {
            annotations.put(TEMPLATE_NAMESPACE, rendered.templateNamespace());
        }
        ObjectNode data = secret.withObjectProperty("data");
        // with the template's own text values beside Base64 ones the server would have to merge: make them all Base64
        secret.path("stringData")
                .properties()
                .forEach(e -> data.put(e.getKey(), encoded(e.getValue().asText())));
        secret.remove("stringData");
        data.put(PROPERTIES, encoded(properties.toString()));
        if (!rendered.objects().isEmpty()) {
            ArrayNode references = JsonNodeFactory.instance.arrayNode();
            for (ObjectNode object : rendered.objects()) {
                ObjectKey reference = ObjectKey.of(object);
                references
                        .addObject()
                        .put("apiVersion", reference.apiVersion())
                        .put("kind", reference.kind())
                        .put("namespace", reference.namespace())
                        .put("name", reference.name());
            }
            data.put(REFERENCES, encoded(references.toString()));
        }
        return secret;
    }

    /** A configuration keeps its template and its Secret's type for life. */
    static void requireSameKind(JsonNode existing, JsonNode wanted) throws Refused {
        String name = ObjectKey.of(existing).name();
        if (!isConfig(existing)) {
            throw new Refused("a Secret " + name + " exists already and is no config");
        }
        if (!label(existing, TYPE_LABEL).equals(label(wanted, TYPE_LABEL))) {
            throw new Refused(
                    "the template of config " + name + " cannot be changed: it is " + label(existing, TYPE_LABEL));
        }
        String type = existing.path("type").asText("Opaque");
        if (!type.equals(wanted.path("type").asText("Opaque"))) {
            throw new Refused("the secret type of config " + name + " cannot be changed: it is " + type);
        }
    }

    static boolean isConfig(JsonNode secret) {
        return label(secret, CATALOG_LABEL).equals(CATALOG);
    }

    static boolean isSensitive(JsonNode secret) {
        return annotation(secret, SENSITIVE).equals("true");
    }

    /** The properties as they were given; an empty object where there are none. */
    static JsonNode properties(JsonNode secret) {
        return parsed(secret, PROPERTIES, JsonNodeFactory.instance.objectNode());
    }

    static List<ObjectKey> references(JsonNode secret) {
        List<ObjectKey> keys = new ArrayList<>();
        for (JsonNode reference : parsed(secret, REFERENCES, JsonNodeFactory.instance.arrayNode())) {
            keys.add(new ObjectKey(
                    reference.path("apiVersion").asText(),
                    reference.path("kind").asText(),
                    reference.path("namespace").asText(""),
                    reference.path("name").asText()));
        }
        return keys;
    }

    /** What a list tells of a configuration; the properties of a sensitive one are left out. */
    static ObjectNode summary(JsonNode secret) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("name", ObjectKey.of(secret).name());
        summary.put("alias", annotation(secret, ALIAS));
        summary.put("description", annotation(secret, DESCRIPTION));
        summary.set("config", isSensitive(secret) ? JsonNodeFactory.instance.objectNode() : properties(secret));
        return summary;
    }

    private static JsonNode parsed(JsonNode secret, String key, JsonNode otherwise) {
        try {
            String text = secret.path("data").path(key).asText("");
            return text.isEmpty()
                    ? otherwise
                    : MAPPER.readTree(Base64.getDecoder().decode(text));
        } catch (IOException | IllegalArgumentException e) {
            // written by somebody else; what cannot be read is as good as not there
            return otherwise;
        }
    }

    private static String label(JsonNode object, String name) {
        return object.path("metadata").path("labels").path(name).asText("");
    }

    private static String annotation(JsonNode object, String name) {
        return object.path("metadata").path("annotations").path(name).asText("");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The names of everything that the configurations of a template have in common. */
    static Map<String, String> labelsOf(String type) {
        return Map.of(CATALOG_LABEL, CATALOG, TYPE_LABEL, type);
    }
}
