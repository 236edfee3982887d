package io.jenkins.plugins.vela.cue.syntax;

/**
 * How a string or bytes literal is quoted.
 *
 * @param isBytes single quotes (bytes) rather than double quotes (string)
 * @param multiline three quotes
 * @param hashes number of {@code #} signs around it
 */
public record Quote(boolean isBytes, boolean multiline, int hashes) {
    /** A plain {@code "…"}. */
    public static final Quote STRING = new Quote(false, false, 0);

    /** What opens the literal. */
    public String opening() {
        return "#".repeat(hashes) + quotes();
    }

    /** What closes the literal. */
    public String closing() {
        return quotes() + "#".repeat(hashes);
    }

    private String quotes() {
        String one = isBytes ? "'" : "\"";
        return multiline ? one.repeat(3) : one;
    }
}
