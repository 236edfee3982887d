package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.journal.StateKey;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.RunConcurrency;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.session.Expressions;
import io.jenkins.plugins.vela.workflow.session.Repetition;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs workflows in this process. One engine serves many runs on a few threads; waiting runs occupy none.
 *
 * <pre>{@code
 * try (Engine engine = Engine.builder()
 *         .clusters(clusters)
 *         .definitions(library)
 *         .stateDirectory(Path.of("state"))
 *         .listener(notice -> System.Logger…)
 *         .build()) {
 *     Run run = engine.submit(spec);
 *     run.await(Duration.ofMinutes(10));
 * }
 * }</pre>
 *
 * <p>With a state directory every run is journalled there and goes on after {@link #recover()} in a new process; without
 * one, runs live in memory. Closing stops the engine where it stands: nothing is cancelled, nothing is lost.
 */
public final class Engine implements AutoCloseable {

    private final RunServices services;
    private final DefinitionLibrary definitions;
    private final StepTypes types;
    private final Optional<Function<WorkflowRunSpec, DefinitionLibrary>> anew;
    private final Repetition repetition;
    private final Optional<StateDirectory> directory;
    private final Optional<EngineThreads> ownThreads;
    private final Map<String, LiveRun> runs = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final boolean confirmed;
    private final Optional<Presence> presence;

    private Engine(Builder builder) {
        // owning the directory comes first: it is what may be refused
        directory = builder.stateDirectory.map(path -> StateDirectory.own(path, builder.stateKey));
        ownThreads = builder.threads.isPresent()
                ? Optional.empty()
                : Optional.of(EngineThreads.create(builder.limits.actionThreads()));
        RunListener all = builder.meters == Meters.NONE ? RunListener.NONE : new RunMeter(builder.meters);
        for (RunListener listener : builder.listeners) {
            all = all == RunListener.NONE ? listener : all.andThen(listener);
        }
        EngineThreads threads = builder.threads.or(() -> ownThreads).orElseThrow();
        services = new RunServices(
                builder.clock,
                builder.timers.orElse((delay, task) ->
                        threads.timers().schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS)),
                threads,
                builder.clusters,
                builder.httpPolicy,
                builder.limits,
                all,
                builder.actions,
                new Expressions(),
                builder.keys,
                builder.ownerLabels,
                directory.map(state -> new Audit(state.audit(threads.forcing()), builder.origin)),
                builder.meters,
                builder.gate,
                builder.secrets);
        definitions = builder.definitions;
        anew = builder.anew;
        repetition = builder.repetition;
        types = builder.types.orElseGet(() -> StepTypes.templates(builder.actions, builder.cueLimits));
        confirmed = builder.confirmed;
        presence = directory.map(state ->
                confirmed ? Presence.in(state, services) : Presence.carefully(state, services, builder.maxSilence));
        presence.filter(present -> builder.listening)
                .ifPresent(present -> present.listen(new OwnerDesk(id -> Optional.ofNullable(runs.get(id)))));
    }

    public static Builder builder() {
        return new Builder();
    }

    static String id(WorkflowRunSpec spec) {
        return spec.namespace() + "/" + spec.name();
    }

    /**
     * Takes a run and starts it, with the engine's definitions.
     *
     * @throws RunRefusedException when a step's type is unknown, a definition does not compile, or a run of this name is
     *     known already
     */
    public Run submit(WorkflowRunSpec spec) {
        return submit(spec, definitions);
    }

    /** Takes a run and starts it, with definitions of its own. */
    public Run submit(WorkflowRunSpec spec, DefinitionLibrary library) {
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed");
        }
        Map<String, CueSource> texts = find(spec, library).all();
        RunRecord record = new RunRecord(spec, texts, repetition);
        StepPrograms programs = programs(RunDefinitions.of(texts), repetition, library);
        String id = id(spec);
        boolean recorded = directory.isPresent() && directory.get().has(spec.namespace(), spec.name());
        if (recorded || runs.containsKey(id)) {
            throw new RunRefusedException(List.of(Finding.error("/metadata/name", "a run " + id + " exists already")));
        }
        Optional<ConcurrencyKeys.Ticket> ticket =
                spec.concurrency().map(concurrency -> services.keys().take(id, concurrency));
        LiveRun run;
        try {
            Optional<RunFiles> files = directory.map(state -> {
                Journal journal = state.create(
                        spec.namespace(),
                        spec.name(),
                        record.toJson(),
                        services.threads().forcing());
                return RunFiles.of(state, spec, journal);
            });
            run = new LiveRun(id, services, programs, files, RunState.initial(Plan.of(spec)));
        } catch (RuntimeException e) {
            ticket.ifPresent(services.keys()::leave);
            throw e;
        }
        ticket.ifPresent(run::standInLine);
        runs.put(id, run);
        run.begin();
        return new RunHandle(run);
    }

    /** @param library where a restart looks for definitions, where nothing else was said */
    private StepPrograms programs(RunDefinitions definitions, Repetition repeating, DefinitionLibrary library) {
        return new StepPrograms(
                types,
                definitions,
                repeating,
                spec -> find(spec, anew.map(loader -> loader.apply(spec)).orElse(library)));
    }

    /** Compiles what a run uses ahead of its first step. */
    private FoundDefinitions find(WorkflowRunSpec spec, DefinitionLibrary library) {
        long begin = System.nanoTime();
        try {
            return FoundDefinitions.of(spec, library, types);
        } finally {
            services.meters()
                    .time(
                            "generate_task_runners_time_seconds",
                            Map.of("controller", "workflowrun"),
                            Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** The run of this id ({@code <namespace>/<name>}), when it lives in this engine. */
    public Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id)).map(RunHandle::new);
    }

    /** All runs that live in this engine, finished ones included. */
    public Collection<Run> runs() {
        List<Run> all = new ArrayList<>();
        runs.values().forEach(run -> all.add(new RunHandle(run)));
        return all;
    }

    /**
     * Takes up the runs of the state directory, as they stand in their journals.
     *
     * @return the runs that were not finished and go on now; finished ones are in {@link #runs()} with their final status
     * @throws io.jenkins.plugins.vela.workflow.journal.JournalException when a run cannot be read; none goes on then
     */
    public List<Run> recover() {
        record Found(LiveRun run, RunState state, List<String> warnings) {}
        List<Found> found = new ArrayList<>();
        if (directory.isEmpty()) {
            return List.of();
        }
        Recovery recovery = new Recovery(directory.get(), services.threads().forcing());
        for (StateDirectory.Recorded recorded : directory.get().runs()) {
            if (runs.containsKey(id(RunRecord.of(recorded.run()).spec()))) {
                continue;
            }
            Instant now = services.clock().instant();
            Recovery.Recovered one = recovery.take(recorded, now);
            if (confirmed) {
                one = recovery.confirmed(one, now);
            }
            RunRecord record = one.record();
            StepPrograms programs = programs(one.definitions(), record.repetition(), definitions);
            RunFiles files = RunFiles.of(directory.get(), record.spec(), one.journal());
            LiveRun run = new LiveRun(id(record.spec()), services, programs, Optional.of(files), one.state());
            run.rememberSecrets(one.events());
            found.add(new Found(run, one.state(), one.warnings()));
        }
        // who was waiting for a concurrency key keeps its place in the line, behind who had it
        found.sort(Comparator.comparing(one -> one.state.countsFrom().orElse(Instant.MAX)));
        for (Found one : found) {
            Optional<RunConcurrency> concurrency = one.run.spec().concurrency();
            if (concurrency.isPresent() && !one.state.isFinished()) {
                String key = concurrency.get().key();
                one.run.standInLine(
                        one.state.startTime().isPresent()
                                ? services.keys().takeFirst(one.run.id(), key)
                                : services.keys().takeAgain(one.run.id(), key));
            }
        }
        List<Run> goingOn = new ArrayList<>();
        for (Found one : found) {
            runs.put(one.run.id(), one.run);
            one.run.goOn(one.warnings);
            if (!one.state.isFinished()) {
                goingOn.add(new RunHandle(one.run));
            }
        }
        return goingOn;
    }

    /** Lets runs look again whether they may go on, see {@link Builder#gate}. */
    public void gateOpened() {
        runs.values().forEach(LiveRun::gateOpened);
    }

    /**
     * Stops where it stands: actions on their way are interrupted, listeners are told nothing more, {@link Run#finished()} of
     * unfinished runs never completes. Such runs can be recovered from the state directory.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        presence.ifPresent(Presence::deaf);
        runs.values().forEach(LiveRun::close);
        services.audit().ifPresent(audit -> audit.log().close());
        presence.ifPresent(Presence::close);
        ownThreads.ifPresent(EngineThreads::close);
        directory.ifPresent(StateDirectory::close);
    }

    /** Collects what an engine needs. Not safe for use by several threads. */
    public static final class Builder {
        private Clusters clusters = Clusters.none();
        private DefinitionLibrary definitions = DefinitionLibrary.builtIn();
        private Optional<Function<WorkflowRunSpec, DefinitionLibrary>> anew = Optional.empty();
        private ActionRegistry actions = ActionRegistry.discovered(Engine.class.getClassLoader());
        private HttpPolicy httpPolicy = HttpPolicy.permissive();
        private Optional<Path> stateDirectory = Optional.empty();
        private final List<RunListener> listeners = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private EngineLimits limits = EngineLimits.DEFAULT;
        private Repetition repetition = Repetition.ONCE;
        private Map<String, String> ownerLabels = Map.of();
        private Meters meters = Meters.NONE;
        private ConcurrencyKeys keys = new ConcurrencyKeys();
        private Optional<EngineThreads> threads = Optional.empty();
        private Optional<StepTypes> types = Optional.empty();
        private Optional<Timers> timers = Optional.empty();
        private Function<WorkflowRunSpec, Map<String, String>> origin =
                spec -> Map.of("user", System.getProperty("user.name", "?"));
        private Duration maxSilence = Duration.ofHours(24);
        private boolean confirmed;
        private Optional<StateKey> stateKey = Optional.empty();
        private boolean listening = true;
        private BooleanSupplier gate = () -> true;
        private Supplier<? extends Collection<String>> secrets = List::of;
        private CueLimits cueLimits = CueLimits.defaults();

        private Builder() {}

        /** The clusters that runs may name; the engine does not close them. None unless given. */
        public Builder clusters(Clusters clusters) {
            this.clusters = Objects.requireNonNull(clusters, "clusters");
            return this;
        }

        /** The step types; the built-in library unless given. */
        public Builder definitions(DefinitionLibrary definitions) {
            this.definitions = Objects.requireNonNull(definitions, "definitions");
            return this;
        }

        /**
         * Where a restart looks for definitions, which may have changed since the run began: asked at each restart, by any
         * thread; may read files and throw {@link io.jenkins.plugins.vela.definition.DefinitionException}, which refuses the
         * restart. Unless given, in the library that the run was submitted with; in another process, in the engine's.
         */
        public Builder definitionsAtRestart(Function<WorkflowRunSpec, DefinitionLibrary> loader) {
            this.anew = Optional.of(loader);
            return this;
        }

        /** The actions that templates may call; those of the class path unless given. */
        public Builder actions(ActionRegistry actions) {
            this.actions = Objects.requireNonNull(actions, "actions");
            return this;
        }

        /** Where HTTP requests may go; everywhere unless given. */
        public Builder httpPolicy(HttpPolicy policy) {
            this.httpPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Where runs are journalled; made when missing, readable by its owner only. */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = Optional.of(directory);
            return this;
        }

        /** The key for recorded results; one in the state directory, readable by its owner only, unless given. */
        public Builder stateKey(StateKey key) {
            this.stateKey = Optional.of(key);
            return this;
        }

        /**
         * Asked before anything new begins; while it says no, what is in flight finishes and nothing else happens, except the
         * orderly end of a run that a person has terminated. Nothing of it is journalled. Call {@link Engine#gateOpened} when it
         * says yes again. Must be quick and may be asked by any thread.
         */
        public Builder gate(BooleanSupplier open) {
            this.gate = Objects.requireNonNull(open, "open");
            return this;
        }

        /**
         * Texts that no message, log or status may show, such as the credentials of the clusters; beside what runs read from
         * Secrets.
         *
         * @param texts gives the same collection as long as nothing has changed
         */
        public Builder secrets(Supplier<? extends Collection<String>> texts) {
            this.secrets = Objects.requireNonNull(texts, "texts");
            return this;
        }

        /** What one evaluation of a template may use. */
        public Builder cueLimits(CueLimits bounds) {
            this.cueLimits = Objects.requireNonNull(bounds, "bounds");
            return this;
        }

        /** Takes no operations from other processes of this machine. */
        public Builder withoutSocket() {
            this.listening = false;
            return this;
        }

        /**
         * Who is behind a run, for the audit log in the state directory: a user, a build. The user of this process unless
         * given. Secrets do not belong there.
         */
        public Builder origin(Function<WorkflowRunSpec, Map<String, String>> origin) {
            this.origin = Objects.requireNonNull(origin, "origin");
            return this;
        }

        /**
         * How long nobody may have had the state directory before its runs are held until a person resumes them: the world
         * they know may have changed. 24 hours unless given.
         */
        public Builder maxSilence(Duration silence) {
            this.maxSilence = Objects.requireNonNull(silence, "silence");
            return this;
        }

        /**
         * A person has looked: runs go on although the state directory is a copy, was left alone for long or has a damaged
         * journal, also those that were held for such a reason before.
         */
        public Builder confirmed() {
            this.confirmed = true;
            return this;
        }

        /** Adds a listener for all runs. */
        public Builder listener(RunListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** The clock that stamps events. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Retries, back-off and pool sizes. */
        public Builder limits(EngineLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Lets new runs repeat every action at each evaluation of a template, requests that create something included, as the
         * upstream controller does. A run keeps this over a recovery. For comparing, not for working.
         */
        public Builder strictUpstream() {
            this.repetition = Repetition.EVERY_EVALUATION;
            return this;
        }

        /** Where figures about runs go; nowhere unless given. */
        public Builder meters(Meters meters) {
            this.meters = Objects.requireNonNull(meters, "meters");
            return this;
        }

        /**
         * Labels that say to whom the engine's runs belong; put on every object that is applied, beside those that name the
         * run and the step. The values must be valid as such.
         */
        public Builder ownerLabels(Map<String, String> labels) {
            this.ownerLabels = Map.copyOf(labels);
            return this;
        }

        /** Concurrency keys shared with other engines, so that their runs exclude each other too. */
        public Builder concurrencyKeys(ConcurrencyKeys keys) {
            this.keys = Objects.requireNonNull(keys, "keys");
            return this;
        }

        /** Threads shared with other engines, which the engine does not close. */
        public Builder threads(EngineThreads threads) {
            this.threads = Optional.of(threads);
            return this;
        }

        /** What waits, where the clock is not the system's. */
        Builder timers(Timers timers) {
            this.timers = Optional.of(timers);
            return this;
        }

        /**
         * What makes programs of templates, shared with other engines; one of the engine's own unless given, with its actions
         * and {@link #cueLimits}.
         */
        public Builder types(StepTypes types) {
            this.types = Optional.of(types);
            return this;
        }

        /**
         * Makes the engine.
         *
         * @throws io.jenkins.plugins.vela.workflow.journal.JournalException when the state directory cannot be used, also
         *     because another process owns it
         */
        public Engine build() {
            return new Engine(this);
        }
    }
}
