package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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

    private Engine(Builder builder) {
        Objects.requireNonNull(builder, "builder");
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes a run and starts it.
     *
     * @throws RunRefusedException when a step's type is unknown, a definition does not compile, or a run of this name lives
     */
    public Run submit(WorkflowRunSpec spec) {
        return run(spec.namespace() + "/" + spec.name())
                .orElseThrow(() -> new UnsupportedOperationException("this engine cannot run anything yet"));
    }

    /** The run of this id ({@code <namespace>/<name>}), when it lives in this engine. */
    public Optional<Run> run(String id) {
        return Optional.empty();
    }

    /** All runs that live in this engine, finished ones included until they are forgotten. */
    public Collection<Run> runs() {
        return List.of();
    }

    /**
     * Takes up the runs of the state directory that are not finished.
     *
     * @return the runs taken up; finished ones are in {@link #runs()} as well
     */
    public List<Run> recover() {
        return List.of();
    }

    /** Stops; unfinished runs can be recovered from the state directory. */
    @Override
    public void close() {}

    /** Collects what an engine needs. Not safe for use by several threads. */
    public static final class Builder {
        private Optional<Path> stateDirectory = Optional.empty();
        private final List<RunListener> listeners = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private EngineLimits limits = EngineLimits.DEFAULT;

        private Builder() {}

        /** Where runs are journalled; made when missing, readable by its owner only. */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = Optional.of(directory);
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

        public Engine build() {
            Objects.requireNonNull(stateDirectory, "stateDirectory");
            Objects.requireNonNull(clock, "clock");
            Objects.requireNonNull(limits, "limits");
            return new Engine(this);
        }
    }
}
