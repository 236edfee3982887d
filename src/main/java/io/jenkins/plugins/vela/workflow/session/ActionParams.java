package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An action's parameters as data, or why they are none yet.
 *
 * @param holder the value that holds them
 * @param values the concrete ones
 * @param error what stands in the way; empty when nothing does
 * @param missing actions whose absent results make parameters incomplete that may be
 */
record ActionParams(CueValue holder, ObjectNode values, Optional<CueError> error, Set<CuePath> missing) {

    /** Legacy actions take their parameters, and answer, in their own struct, unless there is a {@code $params} after all. */
    static boolean isLegacy(CueAction action) {
        return action.provider().filter("op"::equals).isPresent()
                && !action.value().lookup(CuePath.of(TemplateValue.PARAMS)).exists();
    }

    /**
     * Reads an action's parameters.
     *
     * @param mayBeIncomplete names of parameters that are left out while they are incomplete
     */
    static ActionParams of(CueAction action, Set<String> mayBeIncomplete) {
        boolean legacy = isLegacy(action);
        CueValue holder = legacy ? action.value() : action.value().lookup(CuePath.of(TemplateValue.PARAMS));
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        if (!legacy && !holder.exists()) {
            return new ActionParams(holder, values, Optional.empty(), Set.of());
        }
        Set<CuePath> missing = new HashSet<>();
        Optional<CueError> error = Optional.empty();
        boolean any = false;
        for (CueField field : holder.fields()) {
            any = true;
            Optional<CueError> problem = field.value().error();
            if (problem.isEmpty()) {
                values.set(field.name(), field.value().toJson());
            } else if (problem.get().isIncomplete() && mayBeIncomplete.contains(field.name())) {
                missing.addAll(problem.get().missing());
            } else if (error.isEmpty()
                    || (error.get().isIncomplete() && !problem.get().isIncomplete())) {
                error = problem;
            }
        }
        if (!any) {
            // not a struct at all, or one that cannot be told yet
            error = holder.error();
        }
        return new ActionParams(holder, values, error, missing);
    }
}
