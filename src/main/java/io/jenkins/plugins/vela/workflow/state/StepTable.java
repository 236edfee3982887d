package io.jenkins.plugins.vela.workflow.state;

import java.util.Optional;

/**
 * An immutable array of step states in chunks: changing one copies a chunk and the list of chunks, so that an event in a run
 * of ten thousand steps copies some two hundred references.
 */
final class StepTable {

    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;

    private final StepState[][] chunks;

    private StepTable(StepState[][] chunks) {
        this.chunks = chunks;
    }

    static StepTable ofSize(int size) {
        StepState[][] chunks = new StepState[(size + MASK) >> BITS][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new StepState[1 << BITS];
        }
        return new StepTable(chunks);
    }

    /** The same with room for more. */
    StepTable grown(int size) {
        StepState[][] more = ofSize(size).chunks;
        System.arraycopy(chunks, 0, more, 0, Math.min(chunks.length, more.length));
        return new StepTable(more);
    }

    Optional<StepState> get(int index) {
        return Optional.ofNullable(chunks[index >> BITS][index & MASK]);
    }

    StepTable with(int index, Optional<StepState> state) {
        StepState[][] copy = chunks.clone();
        StepState[] chunk = copy[index >> BITS].clone();
        chunk[index & MASK] = state.orElse(null);
        copy[index >> BITS] = chunk;
        return new StepTable(copy);
    }
}
