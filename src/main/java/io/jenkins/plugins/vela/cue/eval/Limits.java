package io.jenkins.plugins.vela.cue.eval;

/**
 * Bounds of one evaluation, which count anew when other data is filled in, but for the last.
 *
 * @param depth nested values being expanded
 * @param vertices values created
 * @param steps units of work
 * @param disjuncts alternatives alive at one value
 * @param nanos wall time
 * @param totalSteps units of work of this evaluation and of those it was before other data was filled in
 */
public record Limits(int depth, int vertices, long steps, int disjuncts, long nanos, long totalSteps) {}
