package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many steps of a level are in which phase, kept up to date event by event so that nobody has to count.
 *
 * @param recorded steps that have a status
 * @param pending steps waiting for others
 * @param running steps running
 * @param suspending steps held
 * @param retrying steps that failed and are tried again
 * @param succeeded steps that succeeded
 * @param skipped steps that were skipped
 * @param failed steps that failed for good
 * @param failures failed steps by reason
 */
public record Tally(
        int recorded,
        int pending,
        int running,
        int suspending,
        int retrying,
        int succeeded,
        int skipped,
        int failed,
        Map<StepReason, Integer> failures) {

    static final Tally EMPTY = new Tally(0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    /** Steps that are over. */
    public int finished() {
        return succeeded + skipped + failed;
    }

    /** Whether some step failed with this reason. */
    public boolean failedWith(StepReason reason) {
        return failures.getOrDefault(reason, 0) > 0;
    }

    Tally plus(StepState step) {
        return change(step, 1);
    }

    Tally minus(StepState step) {
        return change(step, -1);
    }

    private Tally change(StepState step, int by) {
        StepPhase phase = step.phase();
        boolean failedForGood = phase == StepPhase.FAILED && step.isFinished();
        return new Tally(
                recorded + by,
                pending + (phase == StepPhase.PENDING ? by : 0),
                running + (phase == StepPhase.RUNNING ? by : 0),
                suspending + (phase == StepPhase.SUSPENDING ? by : 0),
                retrying + (phase == StepPhase.FAILED && !failedForGood ? by : 0),
                succeeded + (phase == StepPhase.SUCCEEDED ? by : 0),
                skipped + (phase == StepPhase.SKIPPED ? by : 0),
                failed + (failedForGood ? by : 0),
                failedForGood ? count(step.reason(), by) : failures);
    }

    private Map<StepReason, Integer> count(StepReason reason, int by) {
        Map<StepReason, Integer> counts = new EnumMap<>(StepReason.class);
        counts.putAll(failures);
        counts.merge(reason, by, Integer::sum);
        counts.values().removeIf(count -> count == 0);
        return Map.copyOf(counts);
    }
}
