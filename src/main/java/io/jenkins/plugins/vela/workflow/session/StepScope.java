package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import java.util.Optional;

/**
 * What a step sees of its run: {@code context}, {@code parameter} with its inputs set, and the {@code status} and
 * {@code inputs} that an {@code if} reads.
 */
public final class StepScope {

    private final RunState state;
    private final PlanStep step;
    private final String session;
    private final Expressions expressions;

    public StepScope(RunState state, int step, String session, Expressions expressions) {
        this.state = state;
        this.step = state.plan().step(step);
        this.session = session;
        this.expressions = expressions;
    }

    /** {@code context} of the template; what {@code spec.context} says wins. */
    public ObjectNode context() {
        WorkflowRunSpec spec = state.plan().spec();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("name", spec.name());
        context.put("namespace", spec.namespace());
        context.put("workflowName", "");
        context.put("publishVersion", "");
        context.put("stepName", step.name());
        context.put("stepSessionID", session);
        context.put("spanID", session);
        step.outermost(state.plan()).ifPresent(group -> context.put("stepGroupName", group.name()));
        if (!step.step().instance().isEmpty()) {
            context.set("matrix", step.step().instance());
        }
        context.setAll(spec.context());
        return context;
    }

    /**
     * {@code parameter} of the template: the properties with the inputs set over them.
     *
     * @throws SessionException when an input has no value or no place
     */
    public ObjectNode parameter() {
        ObjectNode parameter = step.step().properties().deepCopy();
        for (StepInput input : step.step().inputs()) {
            if (input.parameterKey().isEmpty()) {
                continue;
            }
            JsonNode value = value(input).deepCopy();
            String key = input.parameterKey().get();
            Optional<String> problem = ParameterKey.parse(key)
                    .map(place -> place.set(parameter, value))
                    .orElse(Optional.of("parameterKey " + key + " is no path"));
            if (problem.isPresent()) {
                throw new SessionException(StepReason.INPUT, "set input from [" + input.from() + "]: " + problem.get());
            }
        }
        return parameter;
    }

    /** What an {@code if} can name. */
    public ObjectNode names(String condition) {
        ObjectNode names = expressionNames();
        names.set("status", status(condition));
        ObjectNode inputs = names.putObject("inputs");
        for (StepInput input : step.step().inputs()) {
            try {
                inputs.set(input.from(), value(input));
            } catch (SessionException absent) {
                // what cannot be resolved is not there, which an expression may ask for
                inputs.remove(input.from());
            }
        }
        return names;
    }

    private ObjectNode expressionNames() {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        names.set("context", context());
        names.set("parameter", step.step().properties());
        return names;
    }

    /**
     * What an input brings.
     *
     * @throws SessionException when it has no value
     */
    public JsonNode value(StepInput input) {
        Optional<JsonNode> variable = Plan.variable(input).flatMap(state.variables()::get);
        return variable.orElseGet(() -> expressions.value(input.from(), expressionNames()));
    }

    /**
     * Statuses of the steps whose names occur in the condition; the others cannot matter. A step is also known by the
     * {@code name}, or else the {@code component}, among its properties, as upstream has it.
     */
    private ObjectNode status(String condition) {
        ObjectNode statuses = JsonNodeFactory.instance.objectNode();
        ObjectNode byProperty = JsonNodeFactory.instance.objectNode();
        for (PlanStep other : state.plan().steps()) {
            String alias = alias(other);
            boolean named = condition.contains(other.name());
            boolean aliased = !alias.isEmpty() && condition.contains(alias) && !byProperty.has(alias);
            if (named || aliased) {
                StatusView.step(state, other.index()).ifPresent(status -> {
                    if (named) {
                        statuses.set(other.name(), facts(status));
                    }
                    if (aliased) {
                        byProperty.set(alias, facts(status));
                    }
                });
            }
        }
        byProperty.setAll(statuses);
        return byProperty;
    }

    private static String alias(PlanStep step) {
        JsonNode name = step.step().properties().path("name");
        return name.isTextual()
                ? name.textValue()
                : step.step().properties().path("component").asText();
    }

    private static ObjectNode facts(StepStatus status) {
        ObjectNode facts = status.toJson();
        facts.remove("subSteps");
        facts.put("failed", status.phase() == StepPhase.FAILED);
        facts.put("succeeded", status.phase() == StepPhase.SUCCEEDED);
        facts.put("skipped", status.phase() == StepPhase.SKIPPED);
        facts.put("timeout", status.reason() == StepReason.TIMEOUT);
        facts.put("failedAfterRetries", status.reason() == StepReason.FAILED_AFTER_RETRIES);
        facts.put("terminate", status.reason() == StepReason.TERMINATE);
        return facts;
    }
}
