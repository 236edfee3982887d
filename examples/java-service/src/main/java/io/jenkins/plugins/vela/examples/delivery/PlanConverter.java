package io.jenkins.plugins.vela.examples.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns a delivery plan into a {@code WorkflowRun}. Some steps call the service's own business API, one works on the
 * cluster; what the build returns goes on to the steps that need it; a failed release is answered by a roll-back.
 */
final class PlanConverter {
    private final String businessApi;

    /**
     * @param businessApi address of the service's business API, without a slash at its end
     */
    PlanConverter(String businessApi) {
        this.businessApi = businessApi;
    }

    ObjectNode toWorkflowRun(DeliveryPlan plan) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.put("apiVersion", "core.oam.dev/v1alpha1");
        run.put("kind", "WorkflowRun");
        run.putObject("metadata").put("name", plan.application() + "-" + plan.version());
        ArrayNode steps = run.putObject("spec").putObject("workflowSpec").putArray("steps");

        call(steps, "prepare", "environments").put("application", plan.application());

        ObjectNode build = call(steps, "build", "builds");
        build.put("application", plan.application())
                .put("version", plan.version())
                .put("git", plan.git());
        output(last(steps), "image", "response.image");

        ObjectNode deploy = steps.addObject().put("name", "deploy").put("type", "apply-deployment");
        input(deploy, "image", "image");

        List<String> releases = new ArrayList<>();
        for (int percent : plan.batches()) {
            String name = "release-" + percent;
            releases.add(name);
            call(steps, name, "releases").put("application", plan.application()).put("percent", percent);
            input(last(steps), "image", "body.image");
        }

        call(steps, "roll-back", "rollbacks").put("application", plan.application());
        last(steps)
                .put(
                        "if",
                        releases.stream()
                                .map(name -> "status[\"" + name + "\"].failed")
                                .collect(Collectors.joining(" || ")));
        return run;
    }

    /** Adds a step that posts to the business API; answers the request's body, to be filled. */
    private ObjectNode call(ArrayNode steps, String name, String resource) {
        ObjectNode properties =
                steps.addObject().put("name", name).put("type", "request").putObject("properties");
        properties.put("method", "POST").put("url", businessApi + "/" + resource);
        return properties.putObject("body");
    }

    private static void output(ObjectNode step, String name, String valueFrom) {
        step.putArray("outputs").addObject().put("name", name).put("valueFrom", valueFrom);
    }

    private static void input(ObjectNode step, String from, String parameterKey) {
        step.putArray("inputs").addObject().put("from", from).put("parameterKey", parameterKey);
    }

    private static ObjectNode last(ArrayNode steps) {
        return (ObjectNode) steps.get(steps.size() - 1);
    }
}
