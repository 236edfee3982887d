package io.jenkins.plugins.vela.provider.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.provider.config.ConfigActions.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template for configurations: CUE text in a ConfigMap {@code config-template-<name>}, with {@code template.parameter},
 * {@code template.output} (the Secret), {@code template.outputs} (further objects) and {@code template.validation}.
 */
final class ConfigTemplate {

    private static final String DEFAULT_NAMESPACE = "vela-system";

    /**
     * A configuration as a template shapes it.
     *
     * @param type the template's name
     * @param templateNamespace where the template lies
     * @param scope the template's scope
     * @param sensitive whether the properties may be read back
     * @param secret what the Secret holds besides the properties
     * @param objects further objects
     */
    record Rendered(
            String type,
            String templateNamespace,
            String scope,
            boolean sensitive,
            ObjectNode secret,
            List<ObjectNode> objects) {

        /** Without a template: the properties and nothing else. */
        static Rendered plain() {
            return new Rendered("", "", "", false, JsonNodeFactory.instance.objectNode(), List.of());
        }
    }

    private final String name;
    private final String namespace;
    private final JsonNode configMap;

    private ConfigTemplate(String name, String namespace, JsonNode configMap) {
        this.name = name;
        this.namespace = namespace;
        this.configMap = configMap;
    }

    /**
     * Reads a template.
     *
     * @param reference {@code name} or {@code namespace/name}
     */
    static ConfigTemplate read(ClusterConnection cluster, String reference)
            throws Refused, ClusterException, InterruptedException {
        int slash = reference.indexOf('/');
        String namespace = slash < 0 ? DEFAULT_NAMESPACE : reference.substring(0, slash);
        String name = reference.substring(slash + 1);
        Optional<JsonNode> found = cluster.get(new ObjectKey("v1", "ConfigMap", namespace, "config-template-" + name));
        if (found.isEmpty()) {
            throw new Refused("config template " + namespace + "/" + name + ": the template does not exist");
        }
        return new ConfigTemplate(name, namespace, found.get());
    }

    Rendered render(ObjectKey key, JsonNode properties) throws Refused {
        try {
            CueValue template = evaluated(key, properties);
            validate(template);
            ObjectNode secret = template.lookup("output").exists()
                    ? (ObjectNode) template.lookup("output").toJson()
                    : JsonNodeFactory.instance.objectNode();
            List<ObjectNode> objects = new ArrayList<>();
            for (CueField object : template.lookup("outputs").fields()) {
                objects.add((ObjectNode) object.value().toJson());
            }
            JsonNode metadata = configMap.path("metadata");
            return new Rendered(
                    name,
                    namespace,
                    metadata.path("labels").path("config.oam.dev/scope").asText(""),
                    metadata.path("annotations")
                            .path("config.oam.dev/sensitive")
                            .asText("")
                            .equals("true"),
                    secret,
                    objects);
        } catch (CueException e) {
            // the message of an evaluation may quote the properties, which may be secret: only the place is told
            String where = e.errors().isEmpty()
                    ? ""
                    : " at " + e.errors().get(0).path().toString();
            throw new Refused("the config does not fit its template " + namespace + "/" + name + where);
        }
    }

    private CueValue evaluated(ObjectKey key, JsonNode properties) {
        CueSource source = new CueSource(
                "config-template-" + name,
                configMap.path("data").path("template").asText(""));
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("name", key.name()).put("namespace", key.namespace());
        Map<CuePath, JsonNode> fills = new LinkedHashMap<>();
        fills.put(CuePath.parse("context"), context);
        fills.put(CuePath.parse("template.parameter"), properties);
        return Cue.compile(CueOptions.defaults().inputs("context"), source)
                .evaluate(fills)
                .lookup("template");
    }

    private static void validate(CueValue template) throws Refused {
        CueValue returned = template.lookup("validation.$returns");
        if (!returned.exists()) {
            return;
        }
        CueValue message = returned.lookup("message");
        CueValue result = returned.lookup("result");
        String said = message.exists() && message.isConcrete() ? message.asString() : "";
        if (!said.isEmpty() || (result.exists() && result.isConcrete() && !result.asBoolean())) {
            throw new Refused("failed to validate config: " + said);
        }
    }
}
