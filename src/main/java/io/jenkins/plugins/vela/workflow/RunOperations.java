package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.DefinitionText;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user can ask of a run, with upstream's preconditions and messages. Repeating an operation changes nothing. Used on
 * the run's mailbox.
 */
final class RunOperations {

    private final LiveRun run;

    RunOperations(LiveRun run) {
        this.run = run;
    }

    private RunState state() {
        return run.state();
    }

    private boolean isTerminated() {
        return state().ending() != RunState.Ending.NONE;
    }

    void suspend() {
        if (isTerminated()) {
            throw new OperationRefusedException("can not suspend a terminated workflow");
        }
        if (!state().isHeld() && !state().isFinished()) {
            run.apply(new RunEvent.RunSuspended(run.time(), ""));
        }
    }

    void suspend(String name) {
        if (isTerminated()) {
            throw new OperationRefusedException("can not suspend a terminated workflow");
        }
        List<PlanStep> running = leaves(name, StepPhase.RUNNING);
        if (running.isEmpty()) {
            if (leaves(name, StepPhase.SUSPENDING).isEmpty()) {
                throw new OperationRefusedException("can not find step " + name);
            }
            return;
        }
        running.forEach(step -> run.apply(new RunEvent.StepHeld(run.time(), step.name())));
    }

    void resume() {
        if (isTerminated()) {
            throw new OperationRefusedException("can not resume a terminated workflow");
        }
        if (!state().isSuspended()) {
            return;
        }
        boolean held = state().isHeld();
        if (held) {
            run.apply(new RunEvent.RunResumed(run.time()));
        }
        List<PlanStep> suspended = new ArrayList<>();
        List<PlanStep> asking = new ArrayList<>();
        for (PlanStep step : state().plan().steps()) {
            if (isIn(step, StepPhase.SUSPENDING)) {
                (asksForApproval(step) ? asking : suspended).add(step);
            }
        }
        if (!held && suspended.isEmpty() && !asking.isEmpty()) {
            throw new OperationRefusedException(needsApproval(asking.get(0)));
        }
        suspended.forEach(this::release);
        if (held) {
            run.steps().activities().forEach(StepActivity::goOn);
        }
    }

    void resume(String name) {
        if (isTerminated()) {
            throw new OperationRefusedException("can not resume a terminated workflow");
        }
        if (!state().isSuspended()) {
            return;
        }
        List<PlanStep> suspended = leaves(name, StepPhase.SUSPENDING);
        if (suspended.isEmpty()) {
            throw new OperationRefusedException("can not find step " + name);
        }
        List<PlanStep> asking = suspended.stream().filter(this::asksForApproval).toList();
        if (!asking.isEmpty()) {
            throw new OperationRefusedException(needsApproval(asking.get(0)));
        }
        suspended.forEach(this::release);
    }

    void approve(String name, Decider by, String comment) {
        decide(name, by, comment, Approval.Verdict.APPROVED).forEach(this::release);
    }

    void reject(String name, Decider by, String comment) {
        decide(name, by, comment, Approval.Verdict.REJECTED)
                .forEach(step -> run.steps().activity(step.index()).ifPresent(StepActivity::rejected));
    }

    /** Records a decision about the step, or about every suspended step of the group. */
    private List<PlanStep> decide(String name, Decider by, String comment, Approval.Verdict verdict) {
        if (isTerminated()) {
            throw new OperationRefusedException("can not resume a terminated workflow");
        }
        List<PlanStep> suspended = leaves(name, StepPhase.SUSPENDING);
        if (suspended.isEmpty()) {
            if (isDecided(name, by, verdict)) {
                return List.of();
            }
            throw new OperationRefusedException("can not find step " + name);
        }
        for (PlanStep step : suspended) {
            Approval asked = state(step).approval().orElse(new Approval(List.of(), Optional.empty()));
            if (!asked.mayBeDecidedBy(by)) {
                throw new OperationRefusedException(by.name() + " may not decide about step " + step.name() + ", only "
                        + String.join(", ", asked.approvers()));
            }
        }
        String safe = run.masker().mask(comment);
        suspended.forEach(
                step -> run.apply(new RunEvent.StepDecided(run.time(), step.name(), verdict, by.name(), safe)));
        return suspended;
    }

    /** Whether this very decision has been taken already. */
    private boolean isDecided(String name, Decider by, Approval.Verdict verdict) {
        return state().plan()
                .find(name)
                .flatMap(step -> state().step(step.index()))
                .flatMap(StepState::approval)
                .flatMap(Approval::decision)
                .filter(made -> made.verdict() == verdict && made.by().equals(by.name()))
                .isPresent();
    }

    private StepState state(PlanStep step) {
        return state().step(step.index()).orElseThrow();
    }

    private boolean asksForApproval(PlanStep step) {
        return state(step).asksForApproval();
    }

    private String needsApproval(PlanStep step) {
        return "step " + step.name() + " needs an approval by "
                + String.join(
                        " or ", state(step).approval().map(Approval::approvers).orElse(List.of()));
    }

    private void release(PlanStep step) {
        run.apply(new RunEvent.StepReleased(run.time(), step.name()));
        run.steps().activity(step.index()).ifPresent(StepActivity::goOn);
    }

    void terminate() {
        if (state().isFinished() || state().ending() == RunState.Ending.USER) {
            return;
        }
        run.apply(new RunEvent.RunTerminated(run.time(), false));
        if (state().startTime().isEmpty()) {
            // it was waiting for another run
            run.apply(new RunEvent.RunFinished(run.time(), RunPhase.TERMINATED));
            return;
        }
        run.steps().endAll(StepReason.TERMINATE);
    }

    /** @param found the definitions that are there now */
    void restart(Optional<String> from, FoundDefinitions found) {
        Set<Integer> again = from.isPresent() ? restingOn(from.get()) : everything();
        Map<String, DefinitionText> anew = new LinkedHashMap<>();
        Map<Integer, String> news = new LinkedHashMap<>();
        definitions(again, found, anew, news);
        if (from.isPresent()) {
            run.times().takeKeyAgain();
        }
        run.steps().drop(again);
        run.apply(new RunEvent.RunRestarted(run.time(), from, anew));
        news.forEach((index, text) -> run.reports().warn(state().plan().step(index), text));
        if (from.isEmpty()) {
            run.times().begin();
        }
    }

    private Set<Integer> everything() {
        Set<Integer> all = new TreeSet<>();
        state().plan().steps().forEach(step -> all.add(step.index()));
        return all;
    }

    private Set<Integer> restingOn(String name) {
        Optional<PlanStep> step = state().plan().find(name);
        Optional<StepState> now = step.flatMap(found -> state().step(found.index()));
        if (now.isEmpty()) {
            throw new OperationRefusedException("failed step " + name + " not found");
        }
        if (now.get().phase() != StepPhase.FAILED) {
            throw new OperationRefusedException("can not restart from a non-failed step");
        }
        return state().plan().restingOn(step.orElseThrow().index());
    }

    /**
     * Looks at the definitions of steps that begin anew.
     *
     * @param anew gets the texts that are others than before, by type
     * @param news gets what a person should know, with the first step that it is about
     */
    private void definitions(
            Set<Integer> again, FoundDefinitions found, Map<String, DefinitionText> anew, Map<Integer, String> news) {
        Set<String> told = new HashSet<>();
        for (int index : again) {
            PlanStep step = state().plan().step(index);
            if (step.definition().isEmpty()) {
                continue;
            }
            String type = step.definition().get();
            Optional<CueSource> recorded = run.definitions().of(state().plan(), step, type);
            if (found.problems().containsKey(type)) {
                throw new OperationRefusedException("can not restart step " + step.name() + ": "
                        + found.problems().get(type).message());
            }
            CueSource now = found.texts().get(type);
            if (now == null && recorded.isEmpty()) {
                throw new OperationRefusedException("can not restart step " + step.name() + ": "
                        + found.missing().get(type).message());
            }
            if (now == null) {
                if (told.add(type)) {
                    news.put(index, "the definition " + type + " is not there any more, the recorded one is used");
                }
            } else if (recorded.filter(before -> before.text().equals(now.text()))
                    .isEmpty()) {
                anew.put(type, RunDefinitions.text(now));
                if (told.add(type)) {
                    news.put(index, "the definition " + type + " is taken anew from " + now.name());
                }
            }
        }
    }

    /** The step, or a group's sub-steps, where they are in a phase. */
    private List<PlanStep> leaves(String name, StepPhase phase) {
        List<PlanStep> found = new ArrayList<>();
        state().plan().find(name).ifPresent(step -> {
            if (!step.isGroup() && isIn(step, phase)) {
                found.add(step);
            }
            for (int child : state().plan().below(step.index())) {
                PlanStep sub = state().plan().step(child);
                if (isIn(sub, phase)) {
                    found.add(sub);
                }
            }
        });
        return found;
    }

    private boolean isIn(PlanStep step, StepPhase phase) {
        return !step.isGroup()
                && state().step(step.index())
                        .filter(now -> now.phase() == phase)
                        .isPresent();
    }
}
