package io.jenkins.plugins.vela.cue.eval;

/** Whether a field is there, from most to least. */
enum Presence {
    REGULAR,
    REQUIRED,
    OPTIONAL,
    ABSENT
}
