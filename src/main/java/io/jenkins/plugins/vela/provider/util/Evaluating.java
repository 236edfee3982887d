package io.jenkins.plugins.vela.provider.util;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.Map;

/** Evaluates a CUE expression that comes as text over an object that comes as data. */
final class Evaluating {

    private static final String OBJECT = "object";

    /** Fields that most objects have are declared, so that one that is not there yet is missing and not misspelt. */
    private static final String SCOPE =
            "object: {apiVersion?: _, kind?: _, metadata?: _, spec?: _, status?: _, data?: _, ...}";

    private Evaluating() {}

    /**
     * {@code {value}} when the expression has a concrete value, {@code {err}} while it has none because something is not there;
     * an expression that is wrong whatever the object looks like fails.
     */
    static Outcome perform(ActionCall call) {
        String expression = call.params().path("expression").asText();
        JsonNode object = call.params().path("object");
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        try {
            CueTemplate template =
                    Cue.compile(CueOptions.defaults().inputs(OBJECT), new CueSource("expression", SCOPE));
            CueValue value = template.evaluate(Map.of(CuePath.of(OBJECT), object))
                    .lookup(OBJECT)
                    .evaluate(expression);
            if (value.error().isEmpty()) {
                result.set("value", value.toJson());
                return new Outcome.Done(result, false);
            }
            if (value.error().get().isIncomplete()) {
                result.put("err", value.error().get().message());
                return new Outcome.Done(result, false);
            }
            return wrong(expression, value.error().get().message());
        } catch (CueException e) {
            return wrong(expression, e.getMessage());
        }
    }

    private static Outcome wrong(String expression, String why) {
        return new Outcome.Failed(
                ActionError.definite("the expression " + expression + " cannot be evaluated: " + why));
    }
}
