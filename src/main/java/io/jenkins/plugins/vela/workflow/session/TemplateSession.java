package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Observable;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import io.jenkins.plugins.vela.workflow.state.Suspension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A session of a CUE template. Each turn looks at the template's actions and takes them one by one, until one needs the
 * world, holds the step, or none is left.
 */
final class TemplateSession implements StepSession {

    private final TemplateValue template;
    private final TemplateActions planner;
    private final KnownResults results;
    private final SessionStart start;
    private final Map<CuePath, VariableRead> variables = new HashMap<>();
    private final Set<String> saidOnce = new HashSet<>();
    private List<Turn.Said> said = new ArrayList<>();
    private boolean checked;
    private boolean evaluated;
    private final Set<String> performed = new HashSet<>();

    /** A variable that an action asked for, with the action's parameters: it may change while the session waits. */
    private record VariableRead(String variable, String digest) {}

    TemplateSession(CueTemplate template, ActionRegistry registry, SessionStart start) {
        this.template = new TemplateValue(template, start.context(), start.parameter());
        this.planner = new TemplateActions(registry);
        this.results = new KnownResults(this.template, planner, (key, words) -> once(key, new Turn.Warning(words)));
        this.start = start;
    }

    @Override
    public void observed(String path, String digest, JsonNode result, boolean sensitive) {
        results.put(CuePath.parse(path), digest, result, sensitive);
    }

    @Override
    public Turn turn(Facts facts) {
        said = new ArrayList<>();
        if (repeats() && evaluated) {
            results.forget();
            variables.clear();
            performed.clear();
        }
        Turn.Next next;
        try {
            next = next(facts);
        } catch (CueException e) {
            next = failure(CueMessages.of(e), Set.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            next = new Turn.Err("interrupted", true, List.of());
        }
        if (next instanceof Turn.Perform perform) {
            performed.add(perform.action().path());
        }
        evaluated = next instanceof Turn.Wait || next instanceof Turn.Suspend || next instanceof Turn.Err;
        return new Turn(said, next);
    }

    @Override
    public boolean repeats() {
        return start.repetition() == Repetition.EVERY_EVALUATION;
    }

    private Turn.Next next(Facts facts) throws InterruptedException {
        if (!checked) {
            Optional<CueError> wrong =
                    fatal(template.value().lookup(CuePath.of("parameter")).error());
            if (wrong.isPresent()) {
                return failure(CueMessages.of(wrong.get()), Set.of());
            }
            checked = true;
        }
        for (ActionRecord record : facts.effects().values()) {
            // what an earlier evaluation did is done again where everything is repeated
            if (!repeats() || performed.contains(record.path())) {
                results.recall(record);
            }
        }
        variables.forEach(
                (path, read) -> facts.variables().get(read.variable()).ifPresent(value -> answer(path, read, value)));
        Set<CuePath> decided = new HashSet<>();
        while (true) {
            List<CueAction> actions = template.value().actions();
            if (results.settle(actions)) {
                continue;
            }
            NextAction next = NextAction.pick(actions, open(actions, decided), planner);
            if (next instanceof NextAction.Stopped stopped) {
                return failure(
                        CueMessages.of(stopped.error()),
                        stopped.action().value().reads());
            }
            if (next instanceof NextAction.None) {
                return over();
            }
            if (next instanceof NextAction.Ready ready) {
                decided.add(ready.action().path());
                Optional<PlannedAction> plan = planner.plan(ready.action(), ready.params());
                if (plan.isEmpty()) {
                    return new Turn.Finish(
                            StepPhase.FAILED, StepReason.RENDERING, planner.unknown(ready.action()), false);
                }
                Optional<Turn.Next> stop = take(ready.action(), plan.get(), facts);
                if (stop.isPresent()) {
                    return stop.get();
                }
            }
        }
    }

    private Set<CuePath> open(List<CueAction> actions, Set<CuePath> decided) {
        return actions.stream()
                .map(CueAction::path)
                .filter(path -> !results.isAttached(path) && !decided.contains(path))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Every action is done: the step succeeded, unless its value is in error. */
    private Turn.Next over() {
        Optional<CueError> wrong = fatal(template.value().error());
        if (wrong.isPresent()) {
            return failure(CueMessages.of(wrong.get()), template.value().reads());
        }
        undecided()
                .ifPresent(
                        open -> once("undecided", new Turn.Warning("not decided at the end: " + CueMessages.of(open))));
        return new Turn.Finish(StepPhase.SUCCEEDED, StepReason.NONE, "", false);
    }

    /**
     * A reference that led nowhere to the end. The field that it stands in may be a guard, and then actions behind it were
     * never looked at; types that wait for a value are no such thing.
     */
    private Optional<CueError> undecided() {
        return template.value()
                .error()
                .filter(open -> !open.message().startsWith("incomplete value")
                        && !open.message().startsWith("field is required"));
    }

    private static Optional<CueError> fatal(Optional<CueError> error) {
        return error.filter(problem -> !problem.isIncomplete());
    }

    /** An error of the template: the same again next time, unless it rests on what the world may answer differently. */
    private Turn.Next failure(String message, Set<CuePath> reads) {
        List<Watched> watched = watched(reads);
        return watched.isEmpty()
                ? new Turn.Finish(StepPhase.FAILED, StepReason.RENDERING, message, false)
                : new Turn.Err(message, true, watched);
    }

    // ---- one action ----

    /** Performs what needs no world; empty when the turn goes on. */
    private Optional<Turn.Next> take(CueAction action, PlannedAction plan, Facts facts) throws InterruptedException {
        if (plan.nature() != Nature.CONTROL && plan.nature() != Nature.PURE) {
            Optional<ActionRecord> interrupted = Optional.ofNullable(
                            facts.effects().get(plan.path()))
                    .filter(record -> !record.isDone() && record.digest().equals(plan.digest()));
            return Optional.of(new Turn.Perform(plan.after(interrupted)));
        }
        Outcome outcome = plan.provider().perform(start.local(), plan.call());
        if (outcome instanceof Outcome.Done && plan.nature() == Nature.CONTROL) {
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Done done) {
            results.put(action.path(), plan.digest(), done.result(), done.sensitive());
            return Optional.empty();
        }
        return decide(action, plan, outcome, facts);
    }

    private Optional<Turn.Next> decide(CueAction action, PlannedAction plan, Outcome outcome, Facts facts) {
        Set<CuePath> reads = action.value().reads();
        Function<String, String> safe =
                text -> results.isSensitive(reads) && !text.isEmpty() ? "(not shown: it holds a secret)" : text;
        if (outcome instanceof Outcome.Message message) {
            if (!message.text().isEmpty()) {
                said.add(new Turn.Message(safe.apply(message.text())));
            }
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Log log) {
            if (results.isSensitive(reads) && log.request().data().isPresent()) {
                once("log " + plan.path(), new Turn.Warning(plan.path() + ": log data not shown: it holds a secret"));
            } else {
                once("log " + plan.path() + plan.digest(), new Turn.Log(log.request()));
            }
            return Optional.empty();
        }
        if (outcome instanceof Outcome.Wait wait) {
            return Optional.of(new Turn.Wait(
                    safe.apply(wait.message()),
                    watched(reads),
                    variables.values().stream().map(VariableRead::variable).collect(Collectors.toSet())));
        }
        if (outcome instanceof Outcome.Suspend suspend) {
            Suspension before = facts.suspensions().get(plan.path());
            return before != null && before.released()
                    ? Optional.empty()
                    : Optional.of(new Turn.Suspend(
                            plan.path(), suspend.duration(), safe.apply(suspend.message()), suspend.approvers()));
        }
        if (outcome instanceof Outcome.Break stop) {
            return Optional.of(
                    new Turn.Finish(StepPhase.SUCCEEDED, StepReason.TERMINATE, safe.apply(stop.message()), true));
        }
        if (outcome instanceof Outcome.Fail fail) {
            return Optional.of(new Turn.Finish(StepPhase.FAILED, StepReason.ACTION, safe.apply(fail.message()), false));
        }
        if (outcome instanceof Outcome.ReadVariable read) {
            return readVariable(action, plan, read.path(), facts);
        }
        if (outcome instanceof Outcome.WriteVariable write) {
            return Optional.of(new Turn.Write(plan.path(), plan.digest(), write.path(), write.value()));
        }
        return Optional.of(error(plan, outcome));
    }

    private Optional<Turn.Next> readVariable(CueAction action, PlannedAction plan, String variable, Facts facts) {
        Optional<JsonNode> value = facts.variables().get(variable);
        if (value.isEmpty()) {
            return Optional.of(
                    new Turn.Err(plan.path() + ": the variable " + variable + " does not exist", true, List.of()));
        }
        VariableRead read = new VariableRead(variable, plan.digest());
        variables.put(action.path(), read);
        answer(action.path(), read, value.get());
        return Optional.empty();
    }

    private void answer(CuePath path, VariableRead read, JsonNode value) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("value", value);
        results.put(path, read.digest(), answer, false);
    }

    private static Turn.Next error(PlannedAction plan, Outcome outcome) {
        ActionError error;
        if (outcome instanceof Outcome.Retry retry) {
            error = retry.error();
        } else if (outcome instanceof Outcome.Failed failed) {
            error = failed.error();
        } else {
            error = ActionError.definite(
                    "an answer that does not fit: " + outcome.getClass().getSimpleName());
        }
        return new Turn.Err(plan.path() + ": " + error.message(), error.retryable(), List.of());
    }

    private void once(String key, Turn.Said words) {
        if (saidOnce.add(key)) {
            said.add(words);
        }
    }

    // ---- what a wait rests on ----

    /** The results read, directly or through the parameters of what was read, that the world may answer differently. */
    private List<Watched> watched(Set<CuePath> reads) {
        List<Watched> watched = new ArrayList<>();
        Set<CuePath> seen = new LinkedHashSet<>(reads);
        Deque<CuePath> open = new ArrayDeque<>(reads);
        while (!open.isEmpty()) {
            CuePath path = open.remove();
            for (CuePath further : template.value().lookup(path).reads()) {
                if (seen.add(further)) {
                    open.add(further);
                }
            }
        }
        for (CuePath path : seen) {
            results.action(path).ifPresent(action -> {
                JsonNode result = results.result(path).orElseThrow();
                Optional<Observable> observable = action.provider().observable(action.call(), result);
                if (observable.isPresent() || action.nature() == Nature.OBSERVATION) {
                    watched.add(new Watched(action, result, observable));
                }
            });
        }
        return watched;
    }

    @Override
    public JsonNode evaluated() {
        return new EvaluatedView(results::isSensitive).of(template.value());
    }

    @Override
    public Outputs outputs(Facts facts) {
        return new OutputReader(template.value(), results).read(start.step().outputs());
    }
}
