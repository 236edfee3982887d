package io.jenkins.plugins.vela.workflow.validate;

import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.workflow.model.Finding.Severity;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * Something worth saying about a file.
 *
 * @param severity whether a run can start all the same
 * @param position the place in the file
 * @param path the place in the document; the root where the file is no document or the whole document is meant
 * @param message one sentence without a place
 */
public record PlacedFinding(Severity severity, Position position, FieldPath path, String message)
        implements Comparable<PlacedFinding> {
    private static final Comparator<PlacedFinding> BY_PLACE = Comparator.comparing(PlacedFinding::position)
            .thenComparing(PlacedFinding::severity, Comparator.reverseOrder())
            .thenComparing(finding -> finding.path().toString())
            .thenComparing(PlacedFinding::message);

    public PlacedFinding {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(position);
        Objects.requireNonNull(path);
        Objects.requireNonNull(message);
    }

    public static PlacedFinding error(Position position, FieldPath path, String message) {
        return new PlacedFinding(Severity.ERROR, position, path, message);
    }

    public static PlacedFinding warning(Position position, FieldPath path, String message) {
        return new PlacedFinding(Severity.WARNING, position, path, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The same as an error. */
    public PlacedFinding asError() {
        return new PlacedFinding(Severity.ERROR, position, path, message);
    }

    /** By place in the file, errors before warnings. */
    @Override
    public int compareTo(PlacedFinding other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line:column: error: path: message}. */
    @Override
    public String toString() {
        return position + ": " + severity.name().toLowerCase(Locale.ROOT) + ": "
                + (path.isRoot() ? "" : path + ": ")
                + message;
    }
}
