package io.jenkins.plugins.vela.cue;

import java.util.List;
import java.util.stream.Collectors;

/** One or more {@link CueError}s at the edge of the evaluator. The message renders all of them. */
public final class CueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<CueError> errors;

    public CueException(List<CueError> errors) {
        super(errors.stream().map(CueError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** Never empty. */
    public List<CueError> errors() {
        return errors;
    }

    /** True when every error is incomplete: more data could still help. */
    public boolean isIncomplete() {
        return errors.stream().allMatch(CueError::isIncomplete);
    }
}
