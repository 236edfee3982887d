package io.jenkins.plugins.vela.cue.eval;

/**
 * Something that an evaluation has worked out and remembers, together with those whose result rests on it: when it changes,
 * {@link Refill} makes them forget theirs.
 */
abstract sealed class Node permits Vertex, Comprehension {

    /** Who looked at the result: {@link Readers}. */
    Object readers;

    /** Whether this is thrown away when the other one is made anew: it lies among its fields. */
    abstract boolean isWithin(Node other);
}
