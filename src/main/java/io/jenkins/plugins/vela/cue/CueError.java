package io.jenkins.plugins.vela.cue;

import java.util.List;
import java.util.Set;

/**
 * Why a text does not compile, or why a value is not there.
 *
 * @param code {@link Code#INCOMPLETE} when more data could still make the value concrete, otherwise fatal
 * @param path of the value, empty for errors of compilation
 * @param message one line, without position and path
 * @param positions every place that took part, the most telling first; may be empty
 * @param missing for {@link Code#INCOMPLETE}: paths of the tracked actions whose absent result is all that makes the
 *     value incomplete; empty when it misses something else as well
 * @param excerpt the source line of the first position with a caret below, two lines, or empty
 * @param related the other places: for each its position and its source line with a caret below, three lines
 */
public record CueError(
        Code code,
        CuePath path,
        String message,
        List<CuePosition> positions,
        Set<CuePath> missing,
        String excerpt,
        List<String> related) {

    public CueError {
        related = List.copyOf(related);
        positions = List.copyOf(positions);
        missing = Set.copyOf(missing);
    }

    /** The nature of an error. */
    public enum Code {
        /** The text does not parse, or a name is not declared. */
        COMPILE,
        /** Not concrete yet: a field is missing, a type has no value, alternatives are undecided. */
        INCOMPLETE,
        /** A value that depends on itself without a way out. */
        CYCLE,
        /** Values that exclude each other, operands of the wrong kind, a failed constraint, a field not allowed. */
        CONFLICT,
        /** {@code error("…")} or an explicit {@code _|_}. */
        USER,
        /** One of {@link CueLimits} was exceeded. */
        LIMIT
    }

    public boolean isIncomplete() {
        return code == Code.INCOMPLETE || code == Code.CYCLE;
    }

    /** The same error with the path seen from a value at a path: what begins there is left away. */
    CueError seenFrom(CuePath base) {
        if (base.isRoot() || !base.isPrefixOf(path)) {
            return this;
        }
        List<CuePath.Element> rest =
                path.elements().subList(base.elements().size(), path.elements().size());
        return new CueError(code, new CuePath(rest), message, positions, missing, excerpt, related);
    }

    /** The same error with something added to its message. */
    CueError with(String hint) {
        return hint.isEmpty() ? this : new CueError(code, path, message + hint, positions, missing, excerpt, related);
    }

    /** {@code file:line:column: path: message}, and the excerpt below where there is one. */
    @Override
    public String toString() {
        return excerpt.isEmpty() ? summary() : summary() + "\n" + excerpt;
    }

    /** {@link #toString()}, and below it every other place that took part. */
    public String explain() {
        StringBuilder text = new StringBuilder(toString());
        for (String place : related) {
            text.append('\n').append(place);
        }
        return text.toString();
    }

    /** {@code file:line:column: path: message} in one line. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        if (!positions.isEmpty()) {
            text.append(positions.get(0)).append(": ");
        }
        String where = path.toString();
        if (!where.isEmpty()) {
            text.append(where).append(": ");
        }
        return text.append(message).toString();
    }
}
