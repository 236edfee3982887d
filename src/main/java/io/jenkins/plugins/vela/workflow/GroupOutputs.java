package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.session.Expressions;
import io.jenkins.plugins.vela.workflow.session.SessionException;
import io.jenkins.plugins.vela.workflow.session.StepScope;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group's outputs: it has no template, so they are expressions over {@code context} alone, as upstream has it. */
record GroupOutputs(Map<String, JsonNode> values, String problem) {

    static GroupOutputs of(RunState state, int group, Expressions expressions) {
        PlanStep step = state.plan().step(group);
        List<StepOutput> outputs = step.step().outputs();
        if (outputs.isEmpty()) {
            Map<String, JsonNode> none = new LinkedHashMap<>();
            if (step.children().isEmpty()) {
                // of a matrix without values: an empty map, so that nobody waits for it
                step.outputs().forEach(name -> none.put(name, JsonNodeFactory.instance.objectNode()));
            }
            return new GroupOutputs(none, "");
        }
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        String session = state.step(group).orElseThrow().id();
        names.set("context", new StepScope(state, group, session, expressions).context());
        Map<String, JsonNode> values = new LinkedHashMap<>();
        String problem = "";
        for (StepOutput output : outputs) {
            try {
                values.put(output.name(), expressions.value(output.valueFrom(), names));
            } catch (SessionException e) {
                values.put(output.name(), NullNode.getInstance());
                problem = "output error: failed to get output from " + output.valueFrom();
            }
        }
        return new GroupOutputs(values, problem);
    }
}
