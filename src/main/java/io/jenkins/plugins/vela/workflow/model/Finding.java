package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;

/**
 * Something worth saying about a document. A caller that knows the document's text turns the pointer into a line.
 *
 * @param severity whether the run can start all the same
 * @param pointer JSON pointer (RFC 6901) from the document's root, for instance {@code /spec/workflowSpec/steps/0/type}
 * @param message one sentence without a position
 */
public record Finding(Severity severity, String pointer, String message) {

    /** How much a finding weighs. */
    public enum Severity {
        WARNING,
        ERROR
    }

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(message, "message");
    }

    public static Finding error(String pointer, String message) {
        return new Finding(Severity.ERROR, pointer, message);
    }

    public static Finding warning(String pointer, String message) {
        return new Finding(Severity.WARNING, pointer, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message;
    }
}
