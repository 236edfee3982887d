package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * One call of an action by a template. The text form names the action and its place only, never parameters, which may hold
 * secrets.
 *
 * @param provider the value of {@code #provider}
 * @param action the value of {@code #do}
 * @param params {@code $params}; in legacy calls all regular fields of the action's struct. An object
 * @param fieldLabel the last label of {@code path}, for messages to people
 * @param path where the action stands in the step's value, for example {@code deploy.apply}
 * @param legacy whether this is a flat call ({@code vela/op}): parameters and results are fields of the struct itself
 * @param comments the comments of fields in {@code params}, by JSON pointer, see {@link FieldComments}; empty unless the
 *     provider {@linkplain ActionProvider#readsComments reads comments}
 */
public record ActionCall(
        String provider,
        String action,
        JsonNode params,
        String fieldLabel,
        String path,
        boolean legacy,
        Map<String, String> comments) {

    public ActionCall {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(params, "params");
        Objects.requireNonNull(fieldLabel, "fieldLabel");
        Objects.requireNonNull(path, "path");
        comments = Map.copyOf(comments);
    }

    /** A call whose comments do not matter. */
    public ActionCall(String provider, String action, JsonNode params, String fieldLabel, String path, boolean legacy) {
        this(provider, action, params, fieldLabel, path, legacy, Map.of());
    }

    /** Provider, action and place, for example {@code kube.apply at deploy}. */
    public String describe() {
        return provider + "." + action + (path.isEmpty() ? "" : " at " + path);
    }

    /** The same call with another provider and action, for providers that delegate. */
    public ActionCall to(String otherProvider, String otherAction) {
        return new ActionCall(otherProvider, otherAction, params, fieldLabel, path, legacy, comments);
    }

    @Override
    public String toString() {
        return describe();
    }
}
