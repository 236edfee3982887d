package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The evaluated template with {@code context}, {@code parameter} and the results that are attached to it at present. A new or
 * replaced result is filled into what is there; only a result that is taken away makes the value anew.
 */
final class TemplateValue {

    static final String PARAMS = "$params";
    static final String RETURNS = "$returns";

    private final CueTemplate template;
    private final Map<CuePath, JsonNode> base;
    private final Map<CuePath, JsonNode> attached = new LinkedHashMap<>();
    private CueValue value;

    TemplateValue(CueTemplate template, ObjectNode context, ObjectNode parameter) {
        this.template = template;
        this.base = Map.of(CuePath.of("context"), context, CuePath.of("parameter"), parameter);
        this.value = template.evaluate(base);
    }

    CueValue value() {
        return value;
    }

    Set<CuePath> attached() {
        return attached.keySet();
    }

    /** Attaches a result, in the place of an earlier one of the same action. */
    void attach(CuePath path, JsonNode result, boolean legacy) {
        JsonNode fill = legacy ? result : wrapped(result);
        if (fill.equals(attached.get(path))) {
            return;
        }
        attached.put(path, fill);
        value = value.fill(path, fill);
    }

    void detach(CuePath path) {
        if (attached.remove(path) != null) {
            value = evaluate(attached);
        }
    }

    /** The value as it would be without the result of one action. */
    CueValue without(CuePath path) {
        Map<CuePath, JsonNode> others = new LinkedHashMap<>(attached);
        others.remove(path);
        return evaluate(others);
    }

    private CueValue evaluate(Map<CuePath, JsonNode> results) {
        CueValue fresh = template.evaluate(base);
        for (Map.Entry<CuePath, JsonNode> result : results.entrySet()) {
            fresh = fresh.fill(result.getKey(), result.getValue());
        }
        return fresh;
    }

    private static ObjectNode wrapped(JsonNode result) {
        ObjectNode wrapper = JsonNodeFactory.instance.objectNode();
        wrapper.set(RETURNS, result);
        return wrapper;
    }
}
