package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/** Collects errors: one a line, since a second one on the same line is usually a consequence of the first. */
final class ErrorSink {
    private final Source source;
    private final int most;
    private final List<SyntaxError> errors = new ArrayList<>();

    ErrorSink(Source source, int most) {
        this.source = source;
        this.most = most;
    }

    void add(int offset, String message) {
        Position position = source.at(offset);
        if (!errors.isEmpty() && errors.get(errors.size() - 1).position().line() == position.line()) {
            return;
        }
        errors.add(new SyntaxError(position, message));
        if (errors.size() >= most) {
            throw new TooManyErrors();
        }
    }

    /** Ends the parse: the text goes beyond a limit, and reading on would not help. */
    TooManyErrors fatal(int offset, String message) {
        errors.add(new SyntaxError(source.at(offset), message));
        return new TooManyErrors();
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    SyntaxException toException() {
        List<SyntaxError> inOrder = new ArrayList<>(errors);
        inOrder.sort((a, b) -> a.position().compareTo(b.position()));
        return new SyntaxException(inOrder);
    }

    /** Unwinds the parser; never leaves the package. */
    static final class TooManyErrors extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyErrors() {
            super(null, null, false, false);
        }
    }
}
