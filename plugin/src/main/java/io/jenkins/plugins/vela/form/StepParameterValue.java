package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.Run;
import hudson.util.VariableResolver;
import io.jenkins.plugins.vela.pipeline.ContextValue;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;

/**
 * The values that were given for a {@link StepParameterDefinition}, typed. A Pipeline finds them as a map in {@code params};
 * programs find them as JSON in the variable of the parameter's name, and each single value in {@code NAME_field}.
 */
public final class StepParameterValue extends ParameterValue implements ContextValue {
    private static final long serialVersionUID = 1L;

    private final String values;

    /** @param values an object, with credentials in place of secrets */
    StepParameterValue(String name, String description, JsonNode values) {
        super(name, description);
        this.values = values.toString();
    }

    @Override
    public JsonNode contextValue() {
        return StepValues.read(values);
    }

    /** The values as JSON. */
    public String getJson() {
        return values;
    }

    /** The values for people. */
    public String getText() {
        return contextValue().toPrettyString();
    }

    @Override
    @Exported(visibility = 4)
    public Object getValue() {
        return PlainValue.toScript(contextValue());
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, EnvVars environment) {
        environment.putAll(variables());
    }

    @Override
    public VariableResolver<String> createVariableResolver(AbstractBuild<?, ?> build) {
        Map<String, String> variables = variables();
        return variables::get;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(getName(), values);
        add(variables, getName(), contextValue());
        return variables;
    }

    private static void add(Map<String, String> variables, String name, JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> add(
                            variables, name + "_" + field.getKey().replaceAll("[^A-Za-z0-9_]", "_"), field.getValue()));
        } else {
            variables.put(name, value.isValueNode() ? value.asText() : value.toString());
        }
    }

    @Override
    public String getShortDescription() {
        return getName() + "=" + values;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof StepParameterValue value && values.equals(value.values);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + values.hashCode();
    }
}
