package io.jenkins.plugins.vela.examples.delivery;

import java.time.Instant;

/**
 * The phase of a run or of one of its steps changed.
 *
 * @param run id of the run
 * @param step name of the step; empty for the run itself
 * @param phase the new phase
 * @param message why, or empty
 * @param time when it happened
 */
public record StatusChange(String run, String step, String phase, String message, Instant time) {}
