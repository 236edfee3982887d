package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** Expressions outside of templates: {@code if} and {@code inputs.from}. Thread-safe. */
public final class Expressions {

    private static final String[] NAMES = {"status", "inputs", "context", "parameter"};

    private final CueTemplate scope;

    public Expressions() {
        scope = Cue.compile(CueOptions.defaults().legacyTemplates(true).inputs(NAMES), new CueSource("if", ""));
    }

    /**
     * Decides an {@code if}.
     *
     * @param names {@code status}, {@code inputs}, {@code context} and {@code parameter}
     * @throws SessionException when it is no boolean, with the message that the skipped step shows
     */
    public boolean holds(String condition, ObjectNode names) {
        try {
            return open(names).evaluate(condition).asBoolean();
        } catch (CueException e) {
            throw new SessionException(StepReason.SKIP, "pre check error: invalid if value: " + CueMessages.of(e));
        }
    }

    /**
     * Evaluates an expression to data.
     *
     * @throws SessionException when it has no concrete value
     */
    public JsonNode value(String expression, ObjectNode names) {
        try {
            return open(names).evaluate(expression).toJson();
        } catch (CueException e) {
            throw new SessionException(StepReason.INPUT, "get input from [" + expression + "]: " + CueMessages.of(e));
        }
    }

    private CueValue open(ObjectNode names) {
        Map<CuePath, JsonNode> fills = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (names.has(name)) {
                fills.put(CuePath.of(name), names.get(name));
            }
        }
        return scope.evaluate(fills);
    }
}
