package io.jenkins.plugins.vela.step;

import hudson.AbortException;
import io.jenkins.plugins.vela.pipeline.VelaWorkflowExecution;
import io.jenkins.plugins.vela.pipeline.WorkflowRequest;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step of a definition. Each definition has a class of its own below this one, which is made at run time and has a public
 * field for each parameter.
 */
public abstract class DefinitionStep extends Step {

    /** What was given, by parameter; what was not given is missing. */
    public final Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : getClass().getDeclaredFields()) {
            if (!Modifier.isPublic(field.getModifiers()) || Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            try {
                Object value = field.get(this);
                if (value != null) {
                    values.put(field.getName(), value);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }

    @Override
    public final StepExecution start(StepContext context) throws Exception {
        DefinitionStepDescriptor descriptor = (DefinitionStepDescriptor) getDescriptor();
        try {
            return new VelaWorkflowExecution(
                    context,
                    WorkflowRequest.step(
                            descriptor.getFunctionName(),
                            descriptor.definition().type(),
                            PlainValue.toJson(values())));
        } catch (IllegalArgumentException e) {
            throw new AbortException(descriptor.getFunctionName() + ": " + e.getMessage());
        }
    }
}
