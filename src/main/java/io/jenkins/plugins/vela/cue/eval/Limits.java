package io.jenkins.plugins.vela.cue.eval;

/**
 * Bounds of one evaluation.
 *
 * @param depth nested values being expanded
 * @param vertices values created
 * @param steps units of work
 * @param disjuncts alternatives alive at one value
 * @param nanos wall time
 */
public record Limits(int depth, int vertices, long steps, int disjuncts, long nanos) {}
