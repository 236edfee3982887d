package io.jenkins.plugins.vela.workflow.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the instances of a step's {@code matrix} run; not in the upstream API. The instances themselves are the sub-steps of
 * the group that stands for the step.
 *
 * @param waves how many instances each wave has; their sum is the number of instances, one wave when nothing is said
 * @param maxFailures how many instances may fail without failing the step; no further wave starts after more
 * @param open what the instances are made of when the step starts; empty where the document has all values
 */
public record StepMatrix(List<Integer> waves, int maxFailures, Optional<OpenMatrix> open) {

    public StepMatrix {
        waves = List.copyOf(waves);
        Objects.requireNonNull(open, "open");
        if (maxFailures < 0) {
            throw new IllegalArgumentException("maxFailures " + maxFailures + " is negative");
        }
    }

    /**
     * Waves of the sizes given, the last of which is repeated until there is room for all instances.
     *
     * @param sizes positive; empty for one wave
     */
    static StepMatrix of(int instances, List<Integer> sizes, int maxFailures, Optional<OpenMatrix> open) {
        List<Integer> waves = new ArrayList<>();
        int left = instances;
        for (int i = 0; left > 0; i++) {
            int size = sizes.isEmpty() ? left : Math.min(left, sizes.get(Math.min(i, sizes.size() - 1)));
            waves.add(size);
            left -= size;
        }
        return new StepMatrix(waves, maxFailures, open);
    }

    /** How many instances belong to waves before the one of this instance. */
    public int before(int place) {
        int start = 0;
        for (int size : waves) {
            if (place < start + size) {
                return start;
            }
            start += size;
        }
        return start;
    }

    /** The size of the wave that begins after so many instances; 0 when none does. */
    public int waveAfter(int instances) {
        int start = 0;
        for (int size : waves) {
            if (start == instances) {
                return size;
            }
            start += size;
        }
        return 0;
    }
}
