package io.jenkins.plugins.vela.cue.syntax;

/** A place in the text that is not CUE, and why. */
public record SyntaxError(Position position, String message) {
    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return position + ": " + message;
    }
}
