package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What workflow steps have given to the build, as environment variables of all that comes after them. Thread-safe. */
@ExportedBean
public final class StepOutputs extends InvisibleAction implements EnvironmentContributingAction {
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** The build's own; made when there is none yet. */
    static StepOutputs of(Run<?, ?> run) {
        synchronized (run) {
            StepOutputs action = run.getAction(StepOutputs.class);
            if (action == null) {
                action = new StepOutputs();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Adds outputs; texts and numbers as they are, everything else as JSON. */
    synchronized void add(String prefix, Map<String, JsonNode> outputs) {
        outputs.forEach((name, value) ->
                variables.put(variable(prefix, name), value.isValueNode() ? value.asText() : value.toString()));
    }

    /** The variable of an output: {@code imageDigest} becomes {@code VELA_IMAGEDIGEST}. */
    static String variable(String prefix, String output) {
        return prefix + output.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** The variables by name. */
    @Exported
    public synchronized Map<String, String> getVariables() {
        return new LinkedHashMap<>(variables);
    }

    @Override
    public synchronized void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars environment) {
        environment.putAll(variables);
    }
}
