/**
 * The public face of the CUE evaluator: compile sources once into a {@link io.jenkins.plugins.vela.cue.CueTemplate},
 * evaluate it many times, fill in data, look values up, export JSON.
 *
 * <p>Uses {@code cue.syntax}, {@code cue.compile}, {@code cue.eval} and {@code cue.builtin} and hides them: no type of
 * those packages appears in a signature here. Data goes in and out as Jackson trees, which are treated as immutable.
 */
package io.jenkins.plugins.vela.cue;
