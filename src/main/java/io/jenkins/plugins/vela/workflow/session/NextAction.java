package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CuePath;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of a template's open actions comes next. */
sealed interface NextAction {

    /** Every action is done. */
    record None() implements NextAction {}

    /** This one, with these parameters. */
    record Ready(CueAction action, ActionParams params) implements NextAction {}

    /** None can be: this action misses something that no later action provides. */
    record Stopped(CueAction action, CueError error) implements NextAction {}

    /**
     * Picks in the reference order. An action is postponed while all it misses is the result of an open action, or while it
     * rests on the absence of such a result; any other incompleteness stops the step before anything later runs. When only
     * postponed ones are left, the first that could be performed is.
     *
     * @param actions in the reference order
     * @param open paths of those that are not done
     */
    static NextAction pick(List<CueAction> actions, Set<CuePath> open, TemplateActions planner) {
        Optional<NextAction> early = Optional.empty();
        Optional<NextAction> stopped = Optional.empty();
        for (CueAction action : actions) {
            if (!open.contains(action.path())) {
                continue;
            }
            Set<CuePath> others = new HashSet<>(open);
            others.remove(action.path());
            ActionParams params = planner.params(action);
            if (params.error().isPresent()) {
                CueError error = params.error().get();
                NextAction stop = new Stopped(action, error);
                boolean waits =
                        error.isIncomplete() && !error.missing().isEmpty() && others.containsAll(error.missing());
                if (!waits) {
                    return stop;
                }
                stopped = stopped.or(() -> Optional.of(stop));
            } else {
                NextAction ready = new Ready(action, params);
                Set<CuePath> rests = new HashSet<>(action.value().reads());
                rests.addAll(params.missing());
                rests.retainAll(others);
                if (rests.isEmpty()) {
                    return ready;
                }
                early = early.or(() -> Optional.of(ready));
            }
            if (action.value().attribute("step").isPresent()) {
                // siblings with @step are never overtaken
                break;
            }
        }
        Optional<NextAction> last = stopped;
        return early.or(() -> last).orElseGet(None::new);
    }
}
