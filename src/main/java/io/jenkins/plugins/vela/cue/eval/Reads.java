package io.jenkins.plugins.vela.cue.eval;

/** What tracked actions were read for. */
enum Reads {
    /** The value, while expanding. */
    VALUE,
    /** Whether the field is there. */
    PRESENCE,
    /** Which fields there are. */
    GUARDS,
    /** Whether something is wrong below. */
    CHECK,
    /** Their absence removed an alternative. */
    DROPPED
}
