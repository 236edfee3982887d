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
 */
public record CueLimits(int sourceChars, int nesting, int vertices, long steps, int disjuncts, Duration time) {

    private static final CueLimits DEFAULTS =
            new CueLimits(4_000_000, 1_000, 2_000_000, 50_000_000L, 4_096, Duration.ofSeconds(10));

    /** Generous for honest templates, small enough for hostile ones inside a server. */
    public static CueLimits defaults() {
        return DEFAULTS;
    }

    public CueLimits withSourceChars(int limit) {
        return new CueLimits(limit, nesting, vertices, steps, disjuncts, time);
    }

    public CueLimits withTime(Duration limit) {
        return new CueLimits(sourceChars, nesting, vertices, steps, disjuncts, limit);
    }

    public CueLimits withVertices(int limit) {
        return new CueLimits(sourceChars, nesting, limit, steps, disjuncts, time);
    }

    public CueLimits withSteps(long limit) {
        return new CueLimits(sourceChars, nesting, vertices, limit, disjuncts, time);
    }

    public CueLimits withNesting(int limit) {
        return new CueLimits(sourceChars, limit, vertices, steps, disjuncts, time);
    }

    public CueLimits withDisjuncts(int limit) {
        return new CueLimits(sourceChars, nesting, vertices, steps, limit, time);
    }
}
