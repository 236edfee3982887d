package io.jenkins.plugins.vela.cue;

/** What a value is. {@link #ABSENT}: there is no such value; {@link #UNDECIDED}: a type, or several alternatives. */
public enum CueKind {
    NULL,
    BOOL,
    INT,
    FLOAT,
    STRING,
    BYTES,
    LIST,
    STRUCT,
    UNDECIDED,
    ERROR,
    ABSENT
}
