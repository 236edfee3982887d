package io.jenkins.plugins.vela.provider;

/** What repeating an action means. */
public enum Nature {
    /** Changes the world; doing it twice is the same as once. Performed again after a crash. */
    EFFECT_IDEMPOTENT,
    /** Changes the world, and each time anew. Never sent twice. */
    EFFECT_ONCE,
    /** Asks the world; the answer may be different next time. Watched or polled while a wait depends on it. */
    OBSERVATION,
    /** Computes its result from its parameters alone; never needs refreshing. */
    PURE,
    /** Tells the engine something (wait, fail, message …); costs nothing, decided anew at every evaluation. */
    CONTROL
}
