package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import io.jenkins.plugins.vela.workflow.state.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as an actor: one mailbox, one mail at a time. Every change is an event that is journalled and applied here; what takes
 * time happens elsewhere and comes back as a mail.
 */
final class LiveRun {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);

    private final String id;
    private final RunServices services;
    private final Optional<RunFiles> files;
    private final Optional<Journal> journal;
    private final Masker masker;
    private final RunNotices notices;
    private final NoticeQueue queue;
    private final Mailbox mailbox;
    private final StepReports reports = new StepReports(this);
    private final StepLogs logs;
    private final StepPrograms programs;
    private final LiveSteps steps;
    private final Evaluations evaluations = new Evaluations(this);
    private final RunTimes times;
    private final List<CompletableFuture<RunStatus>> resting = new ArrayList<>();

    private RunState state;
    private volatile RunState visible;
    private final Set<String> secretOutputs = ConcurrentHashMap.newKeySet();
    private volatile CompletableFuture<RunStatus> finished = new CompletableFuture<>();

    /** That {@link #finished} is, or will be, completed with an end that is known already. */
    private boolean isEndOnItsWay;

    private boolean broken;
    private long turnBegan;

    /**
     * Makes a run that does nothing yet.
     *
     * @param programs what each step does
     * @param files what it keeps on the disk; nothing for a run that lives in memory
     * @param state the state it is in
     */
    LiveRun(String id, RunServices services, StepPrograms programs, Optional<RunFiles> files, RunState state) {
        this.id = id;
        this.services = services;
        this.masker = new Masker(services.secrets());
        this.files = files;
        this.journal = files.map(RunFiles::journal);
        this.state = state;
        this.visible = state;
        this.notices = new RunNotices(id, masker);
        this.queue = new NoticeQueue(services.listener(), services.threads().telling());
        this.mailbox = new Mailbox(services.threads().computing(), this::settle, this::stop);
        this.logs = new StepLogs(this);
        this.programs = programs;
        this.steps = new LiveSteps(this, programs);
        this.times = new RunTimes(this, services.keys());
    }

    // ---- for the outside ----

    String id() {
        return id;
    }

    WorkflowRunSpec spec() {
        return visible.plan().spec();
    }

    RunStatus status() {
        return StatusView.of(visible);
    }

    Optional<String> doubt() {
        return Recovery.doubt(visible);
    }

    CompletableFuture<RunStatus> finished() {
        return finished;
    }

    CompletableFuture<RunStatus> atRest() {
        CompletableFuture<RunStatus> rest = new CompletableFuture<>();
        tell(() -> {
            resting.add(rest);
            times.restWithOthers();
        });
        return rest;
    }

    /** Gives the run its place in the line for its concurrency key; before it begins or goes on. */
    void standInLine(ConcurrencyKeys.Ticket ticket) {
        times.standInLine(ticket);
    }

    /** Starts a run that has not started, when it is its turn. */
    void begin() {
        tell(times::begin);
    }

    /** What the gate has held may go on. */
    void gateOpened() {
        tell(() -> steps.activities().forEach(StepActivity::goOnIfHeld));
    }

    /** Ends the run for somebody who does not wait for that. */
    void terminate() {
        tell(() -> new RunOperations(this).terminate());
    }

    /** Values that events say are secret are not shown by this process either. */
    void rememberSecrets(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ActionRecorded recorded
                    && recorded.action().sensitive()) {
                recorded.action().result().ifPresent(masker::add);
            } else if (event instanceof RunEvent.StepFinished step) {
                step.secrets().stream()
                        .map(step.outputs()::get)
                        .filter(Objects::nonNull)
                        .forEach(masker::add);
                secretOutputs.addAll(step.secrets());
            }
        }
    }

    /** Variables that steps published, see {@link Run#outputs()}. */
    Map<String, JsonNode> outputs() {
        RunState shown = visible;
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        for (PlanStep step : shown.plan().steps()) {
            for (StepOutput output : step.step().outputs()) {
                shown.variables()
                        .get(output.name())
                        .filter(value -> !value.isNull() && !secretOutputs.contains(output.name()))
                        .flatMap(this::withoutSecrets)
                        .ifPresent(value -> outputs.put(output.name(), value));
            }
        }
        return outputs;
    }

    /** What a step has computed from a secret that came in as an input is known by what is in it only. */
    private Optional<JsonNode> withoutSecrets(JsonNode value) {
        JsonNode masked = masker.masked(value);
        return masked.equals(value) || value.isContainerNode() ? Optional.of(masked) : Optional.empty();
    }

    /** Takes up the work that a former process left. */
    void goOn(List<String> warnings) {
        tell(() -> {
            state = state.recovered();
            queue.add(new RunNotice.RunPhaseChanged(id, time(), state.phase(), masker.mask(state.message())));
            StepRef none = new StepRef("", "", Optional.empty());
            warnings.forEach(text -> queue.add(new RunNotice.StepWarning(id, time(), none, text)));
            times.resume();
            steps.resume();
        });
    }

    /** Carries out an operation on the mailbox and waits until it is taken and durable. */
    void operate(Consumer<RunOperations> operation) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        boolean told = tell(() -> {
            try {
                operation.accept(new RunOperations(this));
                settle();
                whenDurable(taken);
            } catch (OperationRefusedException e) {
                taken.completeExceptionally(e);
            } catch (RuntimeException e) {
                taken.completeExceptionally(e);
                throw e;
            }
        });
        if (!told) {
            throw new OperationRefusedException("the engine is closed");
        }
        awaitAnswer(taken);
    }

    /** Starts anew, as a whole or from a step, with the definitions that are there now. */
    void restart(Optional<String> step) {
        FoundDefinitions found = programs.find(spec());
        operate(operations -> operations.restart(step, found));
    }

    /** What a step's template has become. */
    JsonNode evaluated(String step) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        if (!tell(() -> evaluations.ask(step, answer))) {
            throw new OperationRefusedException("the engine is closed");
        }
        // a step that ends in this moment does not answer
        return awaitAnswer(answer.completeOnTimeout(
                JsonNodeFactory.instance.textNode("(step " + step + " does not answer now; ask again)"),
                10,
                TimeUnit.SECONDS));
    }

    private static <T> T awaitAnswer(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationRefusedException("interrupted while the operation was on its way");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void passOn(CompletableFuture<Void> from, CompletableFuture<Void> to) {
        CompletableFuture<Void> unused = from.whenComplete((nothing, problem) -> {
            if (problem == null) {
                to.complete(null);
            } else {
                to.completeExceptionally(problem);
            }
        });
    }

    /** Stops where it stands. */
    void close() {
        mailbox.close();
        queue.close();
        steps.close();
        times.close();
        logs.close();
        files.ifPresent(RunFiles::close);
    }

    // ---- for those on the mailbox ----

    boolean tell(Runnable mail) {
        return mailbox.tell(() -> {
            if (turnBegan == 0) {
                turnBegan = System.nanoTime();
            }
            LogContext.within(id, mail);
        });
    }

    /** Measures a turn: the mails of one batch and what followed from them. */
    private void measure(RunPhase before) {
        if (services.meters() != Meters.NONE && turnBegan != 0) {
            services.meters()
                    .time(
                            "workflowrun_reconcile_time_seconds",
                            Map.of(
                                    "begin_phase",
                                    before.word(),
                                    "end_phase",
                                    state.phase().word()),
                            Duration.ofNanos(System.nanoTime() - turnBegan));
        }
        turnBegan = 0;
    }

    /**
     * A mail failed, which only a full disk or a mistake of ours can cause. Without a journal nothing may happen any more: the
     * run stops as if the process had died, and can be recovered from what is on the disk.
     */
    private void stop(Throwable cause) {
        LOG.error("run {} stops where it is: {}", id, cause.getMessage(), cause);
        broken = true;
        steps.close();
        IllegalStateException problem = new IllegalStateException(
                "run " + id + " stopped: " + cause.getMessage() + ". Recover it from its state directory.", cause);
        finished.completeExceptionally(problem);
        resting.forEach(rest -> rest.completeExceptionally(problem));
        resting.clear();
    }

    RunState state() {
        return state;
    }

    /** Whether nothing new may begin: a user holds the run, or the engine's gate is closed. */
    boolean isHeld() {
        return state.isHeld() || isGateClosed();
    }

    boolean isGateClosed() {
        return state.ending() == RunState.Ending.NONE && !services.gate().getAsBoolean();
    }

    /** Whether an output rests on something secret. */
    boolean isSecretOutput(String name) {
        return secretOutputs.stream().anyMatch(secret -> Variables.head(secret).equals(name));
    }

    LiveSteps steps() {
        return steps;
    }

    RunDefinitions definitions() {
        return programs.definitions();
    }

    RunTimes times() {
        return times;
    }

    Evaluations evaluations() {
        return evaluations;
    }

    Optional<RunFiles> files() {
        return files;
    }

    StepReports reports() {
        return reports;
    }

    /** Tells listeners, once what happened up to now is durable. */
    void notice(RunNotice notice) {
        queue.add(notice);
    }

    /** Whether nothing can be recorded any more. */
    boolean isBroken() {
        return broken;
    }

    /** Completes a future when what happened up to now is durable. */
    void whenDurable(CompletableFuture<Void> future) {
        passOn(durable(), future);
    }

    StepLogs logs() {
        return logs;
    }

    RunServices services() {
        return services;
    }

    Masker masker() {
        return masker;
    }

    Instant time() {
        return services.clock().instant();
    }

    /** Runs a mail at a time, or at once when that is past; the future cancels it. */
    Future<?> at(Instant time, Runnable mail) {
        return services.timers().after(Duration.between(time(), time), () -> tell(mail));
    }

    /** Computes elsewhere and hands the result to a mail. */
    <T> void compute(Supplier<T> work, Consumer<T> then) {
        try {
            services.threads().computing().execute(() -> {
                LogContext.within(id, () -> {
                    T result = work.get();
                    tell(() -> then.accept(result));
                });
            });
        } catch (RejectedExecutionException down) {
            LOG.debug("run {} was computing while the engine closed", id);
        }
    }

    /** Journals and applies an event, and collects what listeners are told of it. */
    void apply(RunEvent event) {
        if (broken) {
            return;
        }
        journal.ifPresent(open -> open.append(event));
        if (event instanceof RunEvent.StepFinished step) {
            secretOutputs.addAll(step.secrets());
        }
        RunState before = state;
        programs.happened(event, before.plan());
        state = state.apply(event);
        count(event);
        queue.addAll(notices.of(event, before, state));
        times.happened(event);
        if (event instanceof RunEvent.VariableWritten written) {
            String head = Variables.head(written.path());
            steps.activities().forEach(activity -> activity.variableWritten(head));
        }
    }

    /** What is counted once for a run, however often its process is another. */
    private void count(RunEvent event) {
        if (event instanceof RunEvent.RunStarted) {
            services.meters().count("workflowrun_initialized_num", Map.of());
        } else if (event instanceof RunEvent.RunFinished finish
                && state.startTime().isPresent()) {
            services.meters()
                    .time(
                            "workflowrun_finished_time_seconds",
                            Map.of("phase", finish.phase().word()),
                            Duration.between(state.startTime().get(), finish.time()));
        }
    }

    private CompletableFuture<Void> durable() {
        return journal.map(Journal::durable).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    // ---- scheduling ----

    private void settle() {
        RunPhase before = visible.phase();
        if (!broken) {
            steps.advance();
            publish();
        }
        measure(before);
    }

    /** Shows the state to the outside, which happens once it is durable. */
    private void publish() {
        RunState shown = state;
        CompletableFuture<Void> durable = journal.map(Journal::durableSoon)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .whenComplete((nothing, problem) -> {
                    if (problem == null) {
                        visible = shown;
                    } else {
                        tell(() -> stop(problem));
                    }
                });
        files.ifPresent(open -> open.log().flush());
        CompletableFuture<Void> told = queue.flush(durable);
        if (state.isFinished()) {
            CompletableFuture<RunStatus> waiting = finished;
            isEndOnItsWay = true;
            RunStatus status = StatusView.of(state);
            CompletableFuture<Void> unused = told.thenRun(() -> waiting.complete(status));
        }
        if (!resting.isEmpty() && (steps.isAtRest() || times.isAtRest())) {
            RunStatus status = StatusView.of(state);
            List<CompletableFuture<RunStatus>> served = List.copyOf(resting);
            resting.clear();
            CompletableFuture<Void> unused = told.thenRun(() -> served.forEach(rest -> rest.complete(status)));
        }
    }

    /** Looks at the agenda's first step, and takes it off. */
    int nextOnAgenda() {
        int first = state.agenda().first();
        state = state.lookedAtFirst();
        return first;
    }

    /** A finished run begins again: whoever asks from now on waits for its new end. */
    void begunAgain() {
        if (isEndOnItsWay) {
            isEndOnItsWay = false;
            finished = new CompletableFuture<>();
        }
    }
}
