package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * One execution of a step. Its turns are pure computing: the same facts give the same answer. Used by one thread at a time.
 */
public interface StepSession {

    /** What happens next. */
    Turn turn(Facts facts);

    /**
     * Takes the result of an action that is not recorded durably: an observation, a refreshed result, an accepted variable.
     * It replaces an earlier one.
     *
     * @param path the action's path
     * @param digest the parameters it was performed with
     * @param sensitive whether it holds secrets
     */
    void observed(String path, String digest, JsonNode result, boolean sensitive);

    /** Whether a waiting session is asked again after a while although nothing that it has read changed. */
    default boolean repeats() {
        return false;
    }

    /** What the template has become, for a person to look at: nothing in it is secret. */
    JsonNode evaluated();

    /** What the step's outputs are as things stand. */
    Outputs outputs(Facts facts);

    /**
     * Values of a step's outputs.
     *
     * @param values by name; {@code null} values where there is nothing
     * @param problem what went wrong with the first output that has no value; empty when all have
     * @param secrets the names of those that were computed from a secret
     */
    record Outputs(Map<String, JsonNode> values, String problem, Set<String> secrets) {

        /** A step without outputs. */
        public static final Outputs NONE = new Outputs(Map.of(), "", Set.of());

        public Outputs {
            values = Map.copyOf(values);
            secrets = Set.copyOf(secrets);
        }
    }
}
