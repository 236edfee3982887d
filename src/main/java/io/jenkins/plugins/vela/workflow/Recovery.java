package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.Forcing;
import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes runs out of a state directory. A run of which it is not certain that it stands where its journal says is held, in its
 * journal, until a person lets it go on: when more than a torn end of the journal is lost, and when the directory may be a copy
 * or has been left alone for long.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** What a run says that is held because of a doubt. */
    private static final String HELD = "Held until a person resumes it: ";

    /**
     * A run as it stands.
     *
     * @param warnings what a person should know of its journal
     */
    record Recovered(
            RunRecord record,
            Journal journal,
            List<RunEvent> events,
            RunState state,
            RunDefinitions definitions,
            List<String> warnings) {}

    private final StateDirectory directory;
    private final Forcing forcing;

    Recovery(StateDirectory directory, Forcing forcing) {
        this.directory = directory;
        this.forcing = forcing;
    }

    /** Holds every run that is not over, durably. */
    void holdAll(String why, Instant time) {
        for (StateDirectory.Recorded recorded : directory.runs()) {
            try {
                Recovered run = take(recorded, time);
                try (Journal journal = run.journal()) {
                    if (!run.state().isFinished() && !isHeld(run.state())) {
                        journal.append(new RunEvent.RunSuspended(time, HELD + why));
                        journal.durable().join();
                    }
                }
            } catch (JournalException unreadable) {
                // who recovers it is told
                LOG.warn("a run that cannot be read is not held: {}", unreadable.getMessage());
            }
        }
    }

    /** Reads a run and holds it if its journal cannot be trusted. */
    Recovered take(StateDirectory.Recorded recorded, Instant time) {
        RunRecord record = RunRecord.of(recorded.run());
        Journal.Opened opened = open(recorded);
        List<RunEvent> events = new ArrayList<>(opened.events());
        RunState state = RunState.initial(Plan.of(record.spec()));
        RunDefinitions definitions = RunDefinitions.of(record.definitions());
        for (RunEvent event : events) {
            definitions = definitions.after(event, state.plan());
            state = state.apply(event);
        }
        if (!opened.trustworthy() && !state.isFinished()) {
            RunEvent hold = new RunEvent.RunSuspended(
                    time,
                    HELD
                            + "its journal was damaged, and what happened after the good part is not known. Look before you"
                            + " resume");
            opened.journal().append(hold);
            state = state.apply(hold);
        }
        return new Recovered(
                record,
                opened.journal(),
                events,
                state,
                definitions,
                opened.damage().stream().toList());
    }

    /** Lets a run that was held because of a doubt go on: somebody has looked. */
    Recovered confirmed(Recovered run, Instant time) {
        if (!isHeld(run.state())) {
            return run;
        }
        RunEvent resume = new RunEvent.RunResumed(time);
        run.journal().append(resume);
        return new Recovered(
                run.record(),
                run.journal(),
                run.events(),
                run.state().apply(resume),
                run.definitions(),
                run.warnings());
    }

    private static boolean isHeld(RunState state) {
        return state.isHeld() && state.message().startsWith(HELD);
    }

    /** Why a run is held that is held because of a doubt. */
    static Optional<String> doubt(RunState state) {
        return isHeld(state) ? Optional.of(state.message().substring(HELD.length())) : Optional.empty();
    }

    private Journal.Opened open(StateDirectory.Recorded recorded) {
        return Files.exists(recorded.journal())
                ? Journal.open(recorded.journal(), directory.key(), forcing)
                : new Journal.Opened(
                        Journal.create(recorded.journal(), directory.key(), forcing),
                        List.of(),
                        Optional.empty(),
                        true);
    }
}
