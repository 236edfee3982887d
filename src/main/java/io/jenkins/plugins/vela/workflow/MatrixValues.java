package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.vela.workflow.model.MatrixAxis;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.OpenMatrix;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.session.SessionException;
import io.jenkins.plugins.vela.workflow.session.StepScope;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The values of a matrix that come from other steps or from the context, once they are there. */
final class MatrixValues {

    private final OpenMatrix matrix;
    private final StepScope scope;
    private final Predicate<String> secret;

    /** @param secret whether a variable of the run is one that must not be shown */
    MatrixValues(OpenMatrix matrix, StepScope scope, Predicate<String> secret) {
        this.matrix = matrix;
        this.scope = scope;
        this.secret = secret;
    }

    /**
     * The instances that the step has.
     *
     * @throws SessionException when a value is no list, there are too many of them, or the plan has steps of their names
     */
    List<MatrixInstance> instances(Plan plan) {
        List<MatrixAxis> axes = new ArrayList<>();
        for (MatrixAxis axis : matrix.axes()) {
            axes.add(axis.from().isPresent() ? resolved(axis, axis.from().get()) : axis);
        }
        try {
            List<MatrixInstance> instances = MatrixInstance.of(axes);
            instances.forEach(instance -> checkName(plan, matrix.step().name() + "-" + instance.key()));
            return instances;
        } catch (IllegalArgumentException e) {
            throw new SessionException(StepReason.INPUT, "matrix: " + e.getMessage());
        }
    }

    private MatrixAxis resolved(MatrixAxis axis, StepInput from) {
        JsonNode value = scope.value(from);
        if (!(value instanceof ArrayNode list)) {
            throw new SessionException(
                    StepReason.INPUT,
                    "matrix: the values of " + axis.name() + " come from " + from.from() + ", which is " + kind(value)
                            + " and not a list");
        }
        List<JsonNode> values = new ArrayList<>();
        list.forEach(values::add);
        boolean hidden = Plan.variable(from).map(Variables::head).filter(secret).isPresent();
        return axis.with(values, hidden);
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a struct";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }

    private void checkName(Plan plan, String name) {
        Optional<PlanStep> other = plan.find(name);
        boolean own = other.filter(step -> !step.isTopLevel())
                .filter(step ->
                        plan.step(step.parent()).name().equals(matrix.step().name()))
                .isPresent();
        if (other.isPresent() && !own) {
            throw new IllegalArgumentException("an instance would be called " + name + ", as another step is");
        }
    }
}
