package io.jenkins.plugins.vela.cue;

import java.time.Duration;

/**
 * Bounds on what one compilation or evaluation may use. Exceeding one is a fatal error which no guard
 * ({@code x == _|_}) can swallow.
 *
 * @param sourceChars length of all sources together, in characters
 * @param nesting depth of nested expressions and of nested values
 * @param vertices values created in one evaluation
 * @param steps units of work in one evaluation; roughly one per reference followed or field added
 * @param disjuncts alternatives alive at one value
 * @param time wall time of one evaluation
 * @param totalSteps units of work in an evaluation and all those together that {@link CueValue#fill} makes of it, one of
 *     the other; the bounds above begin anew with each
 */
public record CueLimits(
        int sourceChars, int nesting, int vertices, long steps, int disjuncts, Duration time, long totalSteps) {

    private static final CueLimits DEFAULTS =
            new CueLimits(4_000_000, 1_000, 2_000_000, 50_000_000L, 4_096, Duration.ofSeconds(10), Long.MAX_VALUE);

    /** Generous for honest templates, small enough for hostile ones inside a server. */
    public static CueLimits defaults() {
        return DEFAULTS;
    }

    public CueLimits withSourceChars(int limit) {
        return new CueLimits(limit, nesting, vertices, steps, disjuncts, time, totalSteps);
    }

    public CueLimits withTime(Duration limit) {
        return new CueLimits(sourceChars, nesting, vertices, steps, disjuncts, limit, totalSteps);
    }

    public CueLimits withVertices(int limit) {
        return new CueLimits(sourceChars, nesting, limit, steps, disjuncts, time, totalSteps);
    }

    public CueLimits withSteps(long limit) {
        return new CueLimits(sourceChars, nesting, vertices, limit, disjuncts, time, totalSteps);
    }

    public CueLimits withNesting(int limit) {
        return new CueLimits(sourceChars, limit, vertices, steps, disjuncts, time, totalSteps);
    }

    public CueLimits withDisjuncts(int limit) {
        return new CueLimits(sourceChars, nesting, vertices, steps, limit, time, totalSteps);
    }

    public CueLimits withTotalSteps(long limit) {
        return new CueLimits(sourceChars, nesting, vertices, steps, disjuncts, time, limit);
    }
}
