/**
 * Values that are not structs or lists: scalars, types, bounds, validators, bottom; and what a builtin function is. The
 * meet of two of them is in {@link io.jenkins.plugins.vela.cue.value.Meet}.
 *
 * <p>Uses {@code cue.syntax} for positions only. Everything is immutable and safe to share between threads.
 */
package io.jenkins.plugins.vela.cue.value;
