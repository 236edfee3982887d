/**
 * The evaluator: vertices, conjuncts, unification, disjunctions, closedness, comprehensions, cycles, export.
 *
 * <p>An {@link io.jenkins.plugins.vela.cue.eval.Evaluation} is a lazy, memoising arena over an immutable program. It
 * belongs to one thread at a time. Nothing here throws for what a CUE text says: bottoms are values.
 *
 * <p>Uses {@code cue.compile}, {@code cue.value} and {@code cue.syntax} (positions).
 */
package io.jenkins.plugins.vela.cue.eval;
