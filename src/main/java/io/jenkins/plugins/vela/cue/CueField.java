package io.jenkins.plugins.vela.cue;

/**
 * One field of a struct.
 *
 * @param label as it stands in a path, quoted where it must be; see {@link #name()}
 * @param kind how it was declared
 * @param value the value; for optional and required fields that are absent, the constraint on it
 */
public record CueField(CuePath.Element label, Kind kind, CueValue value) {

    /** How a field is declared. */
    public enum Kind {
        REGULAR,
        OPTIONAL,
        REQUIRED,
        HIDDEN,
        DEFINITION
    }

    /** The label without quotes. */
    public String name() {
        return label.name();
    }
}
