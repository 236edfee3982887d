package io.jenkins.plugins.vela.cue.load;

import io.jenkins.plugins.vela.cue.syntax.Position;

/** A data file or tag that cannot be used. */
public final class LoadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    LoadException(Position position, String message) {
        super(message);
        this.position = position;
    }

    /** Where; unknown for tags that are not there. */
    public Position position() {
        return position;
    }
}
