package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.document.Position;
import java.util.List;
import java.util.stream.Collectors;

/** Text that holds no usable step definition. Carries everything that was found, at least one problem. */
public final class DefinitionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** One thing that is wrong, and where. */
    public record Problem(Position position, String message) {
        @Override
        public String toString() {
            return position + ": " + message;
        }
    }

    public DefinitionException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public DefinitionException(Position position, String message) {
        this(List.of(new Problem(position, message)));
    }

    /** In the order of the text. */
    public List<Problem> problems() {
        return problems;
    }
}
