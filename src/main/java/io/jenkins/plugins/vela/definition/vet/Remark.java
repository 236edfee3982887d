package io.jenkins.plugins.vela.definition.vet;

import io.jenkins.plugins.vela.document.Position;
import java.util.Comparator;
import java.util.Objects;

/**
 * Something worth saying about a definition.
 *
 * @param isError whether steps of the type cannot work
 * @param message one sentence
 */
public record Remark(boolean isError, Position position, String message) implements Comparable<Remark> {
    private static final Comparator<Remark> BY_PLACE = Comparator.comparing(Remark::position)
            .thenComparing(Remark::isError, Comparator.reverseOrder())
            .thenComparing(Remark::message);

    public Remark {
        Objects.requireNonNull(position);
        Objects.requireNonNull(message);
    }

    static Remark error(Position position, String message) {
        return new Remark(true, position, message);
    }

    static Remark warning(Position position, String message) {
        return new Remark(false, position, message);
    }

    /** By place in the file. */
    @Override
    public int compareTo(Remark other) {
        return BY_PLACE.compare(this, other);
    }
}
