package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The results a session knows, and which of them are attached to the template's value at present. A result belongs to an
 * action's path and parameters (to the path alone where the effect must not be repeated); it attaches only where that action
 * is there, and an action that disappears and comes back finds its result again.
 */
final class KnownResults {

    private record Known(String digest, JsonNode result, boolean sensitive) {
        Known {
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(result, "result");
        }
    }

    /**
     * A result in the value.
     *
     * @param reads actions whose results its parameters were computed from
     * @param checkedAt the moment at which its parameters were last compared
     */
    private record Attached(Known known, PlannedAction action, Set<CuePath> reads, long checkedAt) {}

    private final TemplateValue template;
    private final TemplateActions planner;
    private final BiConsumer<String, String> warnings;
    private final Map<CuePath, Known> known = new HashMap<>();
    private final Map<CuePath, Attached> attached = new LinkedHashMap<>();
    private final Map<CuePath, Long> changedAt = new HashMap<>();
    private long moment;

    /**
     * Starts with nothing known.
     *
     * @param warnings told of what a person should know: a key that tells one warning from another, and the words
     */
    KnownResults(TemplateValue template, TemplateActions planner, BiConsumer<String, String> warnings) {
        this.template = template;
        this.planner = planner;
        this.warnings = warnings;
    }

    void put(CuePath path, String digest, JsonNode result, boolean sensitive) {
        known.put(path, new Known(digest, result, sensitive));
    }

    /** Takes what is recorded durably, where nothing newer is known. */
    void recall(ActionRecord record) {
        CuePath path = CuePath.parse(record.path());
        Known before = known.get(path);
        if (record.isDone() && (before == null || !before.digest().equals(record.digest()))) {
            put(path, record.digest(), record.result().orElseThrow(), record.sensitive());
        }
    }

    /** Knows nothing any more. */
    void forget() {
        known.clear();
        List.copyOf(attached.keySet()).forEach(this::detach);
    }

    boolean isAttached(CuePath path) {
        return attached.containsKey(path);
    }

    /** How an attached result was obtained. */
    Optional<PlannedAction> action(CuePath path) {
        return Optional.ofNullable(attached.get(path)).map(Attached::action);
    }

    /** An attached result. */
    Optional<JsonNode> result(CuePath path) {
        return Optional.ofNullable(attached.get(path)).map(now -> now.known().result());
    }

    /** Whether one of these results holds secrets. */
    boolean isSensitive(Set<CuePath> actions) {
        return actions.stream().anyMatch(this::isSensitive);
    }

    /** Whether a value rests on a result that holds secrets, or is a part of one. */
    boolean isSensitive(CueValue value) {
        return isSensitive(value.reads()) || isPartOfSensitive(value.path());
    }

    private boolean isPartOfSensitive(CuePath path) {
        List<CuePath.Element> elements = path.elements();
        return IntStream.rangeClosed(1, elements.size())
                .mapToObj(length -> new CuePath(elements.subList(0, length)))
                .anyMatch(this::isSensitive);
    }

    private boolean isSensitive(CuePath action) {
        return attached.containsKey(action) && attached.get(action).known().sensitive();
    }

    /**
     * Attaches what belongs and takes away what does not.
     *
     * @param actions the template's actions as they are
     * @return whether the value changed, so that its actions have to be listed again
     */
    boolean settle(List<CueAction> actions) {
        Set<CuePath> there = new HashSet<>();
        for (CueAction action : actions) {
            there.add(action.path());
            Known result = known.get(action.path());
            if (result != null && settle(action, result)) {
                return true;
            }
        }
        for (CuePath path : List.copyOf(attached.keySet())) {
            if (!there.contains(path)) {
                detach(path);
                return true;
            }
        }
        return false;
    }

    private boolean settle(CueAction action, Known result) {
        CuePath path = action.path();
        Attached before = attached.get(path);
        if (before != null && isUnchanged(before)) {
            if (before.known().equals(result)) {
                return false;
            }
            return attach(action, result, before.action(), before.reads());
        }
        CueAction asked = before == null ? action : withoutOwnResult(action);
        ActionParams params = planner.params(asked);
        if (params.error().isPresent()) {
            // not the action any more that this was the result of; what is wrong shows when it is picked
            return before != null && detach(path);
        }
        Optional<PlannedAction> plan = planner.plan(asked, params);
        if (plan.isEmpty()) {
            return false;
        }
        Set<CuePath> reads = Set.copyOf(asked.value().reads());
        if (!plan.get().digest().equals(result.digest())) {
            if (plan.get().nature() != Nature.EFFECT_ONCE) {
                known.remove(path);
                return before != null && detach(path);
            }
            warnings.accept(
                    "changed " + path,
                    plan.get().call().describe() + " was performed with other parameters; it is not repeated");
        }
        return attach(action, result, plan.get(), reads);
    }

    private boolean attach(CueAction action, Known result, PlannedAction plan, Set<CuePath> reads) {
        Attached before = attached.get(action.path());
        boolean changes = before == null || !before.known().equals(result);
        if (changes) {
            changedAt.put(action.path(), ++moment);
        }
        attached.put(action.path(), new Attached(result, plan, reads, moment));
        if (changes) {
            template.attach(action.path(), result.result(), ActionParams.isLegacy(action));
        }
        return changes;
    }

    private boolean detach(CuePath path) {
        attached.remove(path);
        changedAt.put(path, ++moment);
        template.detach(path);
        return true;
    }

    /** Whether no result that the parameters were computed from has changed since they were compared. */
    private boolean isUnchanged(Attached attachment) {
        CuePath own = CuePath.parse(attachment.action().path());
        return attachment.reads().stream()
                .allMatch(read -> read.equals(own) || changedAt.getOrDefault(read, 0L) <= attachment.checkedAt());
    }

    /** Legacy results lie among the parameters, so these have to be looked at without them. */
    private CueAction withoutOwnResult(CueAction action) {
        CueValue bare = template.without(action.path());
        return bare.actions().stream()
                .filter(other -> other.path().equals(action.path()))
                .findFirst()
                .orElse(action);
    }
}
