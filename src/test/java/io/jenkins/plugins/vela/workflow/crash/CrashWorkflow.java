package io.jenkins.plugins.vela.workflow.crash;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workflow that is killed: effects that must not be repeated and such that may, waits for objects and for answers,
 * suspends with and without a duration, groups whose steps run side by side, instances in waves, data passed between them.
 */
final class CrashWorkflow {

    static final String NAME = "crash";

    private static final int ROUNDS = 2;

    private CrashWorkflow() {}

    static DefinitionLibrary definitions() {
        return DefinitionLibrary.builtIn()
                .with(FixedDefinitions.of(List.of(
                        type("post", """
                                import ("encoding/json", "vela/http")
                                post: http.#HTTPDo & {$params: {
                                  method: "POST", url: "\\(context.url)/post/\\(context.stepName)"
                                  request: timeout: "30s"
                                }}
                                n: json.Unmarshal(post.$returns.body).n
                                parameter: {}
                                """),
                        type("put", """
                                import ("encoding/json", "vela/http")
                                put: http.#HTTPDo & {$params: {
                                  method: "PUT", url: "\\(context.url)/put/\\(context.stepName)"
                                  request: {timeout: "30s", body: json.Marshal({value: parameter.value})}
                                }}
                                parameter: value: *0 | int
                                """),
                        type("apply", """
                                import ("vela/builtin", "vela/kube")
                                apply: kube.#Apply & {$params: value: {
                                  apiVersion: "apps/v1", kind: "Deployment"
                                  metadata: {name: context.stepName, namespace: "default"}
                                  spec: {
                                    replicas: 1
                                    selector: matchLabels: app: context.stepName
                                    template: {
                                      metadata: labels: app: context.stepName
                                      spec: containers: [{name: "main", image: "main:1"}]
                                    }
                                  }
                                }}
                                wait: builtin.#ConditionalWait & {$params: {
                                  continue: apply.$returns.value.status.readyReplicas == 1
                                  message:  "not ready"
                                }}
                                parameter: {}
                                """),
                        type("mixed", """
                                import ("encoding/json", "vela/builtin", "vela/http", "vela/kube")
                                first: http.#HTTPDo & {$params: {
                                  method: "POST", url: "\\(context.url)/post/\\(context.stepName)-first"
                                  request: timeout: "30s"
                                }}
                                apply: kube.#Apply & {$params: value: {
                                  apiVersion: "v1", kind: "ConfigMap"
                                  metadata: {name: context.stepName, namespace: "default"}
                                  data: n: "\\(json.Unmarshal(first.$returns.body).n)"
                                }}
                                second: http.#HTTPDo & {$params: {
                                  method: "POST", url: "\\(context.url)/post/\\(context.stepName)-second"
                                  request: {timeout: "30s", body: json.Marshal(apply.$returns.value.data)}
                                }}
                                say: builtin.#Message & {$params: message: "answered \\(second.$returns.statusCode)"}
                                parameter: {}
                                """),
                        type("poll", """
                                import ("encoding/json", "vela/builtin", "vela/http")
                                get: http.#HTTPDo & {$params: {
                                  method: "GET", url: "\\(context.url)/get/\\(context.stepName)"
                                  request: timeout: "30s"
                                }}
                                wait: builtin.#ConditionalWait & {$params: {
                                  continue: json.Unmarshal(get.$returns.body).ready
                                  message:  "not there yet"
                                }}
                                parameter: {}
                                """))));
    }

    private static StepDefinition type(String name, String template) {
        return new StepDefinition(
                name, "", "", "", Map.of(), Map.of(), template, name + ".cue", new Position(name + ".cue", 1, 1));
    }

    static WorkflowRunSpec spec(String url) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.putObject("metadata").put("name", NAME);
        ObjectNode spec = run.putObject("spec");
        spec.putObject("context").put("url", url);
        ArrayNode steps = spec.putObject("workflowSpec").putArray("steps");
        for (int round = 0; round < ROUNDS; round++) {
            post(steps, round);
            put(steps, "put-" + round, round);
            step(steps, "apply-" + round, "apply");
            step(steps, "mixed-" + round, "mixed");
            ArrayNode group = step(steps, "group-" + round, "step-group").putArray("subSteps");
            step(group, "left-" + round, "post");
            step(group, "right-" + round, "mixed");
            put(group, "both-" + round, round);
            step(group, "up-" + round, "apply");
            step(group, "seen-" + round, "poll");
            fan(steps, "fan-" + round);
            ObjectNode hold = step(steps, "hold-" + round, "suspend");
            if (round % 2 == 1) {
                hold.putObject("properties").put("duration", "20ms");
            }
        }
        step(steps, "last", "post").put("if", "always");
        return WorkflowRunSpec.decode(run, workflow -> Optional.empty(), finding -> {
                    throw new IllegalStateException(finding.message());
                })
                .orElseThrow();
    }

    /** Two waves of effects, as many as the context says when the step starts. */
    private static void fan(ArrayNode steps, String name) {
        ObjectNode matrix = step(steps, name, "put").putObject("matrix");
        matrix.putObject("values").putObject("value").put("from", "[for n in [1, 2, 3] {n + len(context.url)}]");
        matrix.put("waves", 2);
    }

    private static ObjectNode step(ArrayNode steps, String name, String type) {
        return steps.addObject().put("name", name).put("type", type);
    }

    private static void post(ArrayNode steps, int round) {
        step(steps, "post-" + round, "post")
                .putArray("outputs")
                .addObject()
                .put("name", "n" + round)
                .put("valueFrom", "n");
    }

    private static void put(ArrayNode steps, String name, int round) {
        step(steps, name, "put")
                .putArray("inputs")
                .addObject()
                .put("from", "n" + round)
                .put("parameterKey", "value");
    }
}
