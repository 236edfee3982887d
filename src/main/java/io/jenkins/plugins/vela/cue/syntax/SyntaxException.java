package io.jenkins.plugins.vela.cue.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** A text that is not CUE. Carries every error that was found, in the order of the text; at least one. */
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<SyntaxError> errors;

    SyntaxException(List<SyntaxError> errors) {
        super(errors.stream().map(SyntaxError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, in the order of the text. */
    public List<SyntaxError> errors() {
        return errors;
    }
}
