package io.jenkins.plugins.vela.cue.compile;

import java.util.List;
import java.util.stream.Collectors;

/** Sources that do not compile; carries every error, at least one. */
public final class CompileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<CompileError> errors;

    public CompileException(List<CompileError> errors) {
        super(errors.stream().map(CompileError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    public List<CompileError> errors() {
        return errors;
    }
}
