package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Position;

/** A name that is not declared, an import that is not used, and the like. */
public record CompileError(Position position, String message) {
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
