package io.jenkins.plugins.vela.document;

/** A source that cannot be read as documents. The message is complete: {@code file:line:column: path: what is wrong}. */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Position position;
    private final transient FieldPath path;
    private final String problem;

    public DocumentException(Position position, FieldPath path, String problem) {
        super(position + ": " + (path.isRoot() ? "" : path + ": ") + problem);
        this.position = position;
        this.path = path;
        this.problem = problem;
    }

    public Position position() {
        return position;
    }

    /** Where in the document; the root when the text is not even YAML. */
    public FieldPath path() {
        return path;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }
}
