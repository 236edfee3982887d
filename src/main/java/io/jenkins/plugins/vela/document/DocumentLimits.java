package io.jenkins.plugins.vela.document;

/**
 * How much a source may demand before it is refused.
 *
 * @param bytes size of the text (characters where only a string is at hand)
 * @param nodes nodes after aliases are expanded, which is what an alias bomb inflates
 * @param depth nesting of mappings and lists
 */
public record DocumentLimits(long bytes, long nodes, int depth) {
    /**
     * 8 MiB, a million nodes, 200 levels: several times what a Kubernetes API server accepts (3 MiB a request), so that a
     * file with many objects still passes.
     */
    public static final DocumentLimits DEFAULT = new DocumentLimits(8L << 20, 1_000_000, 200);

    public DocumentLimits {
        if (bytes < 1 || nodes < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    String tooLarge(long actual) {
        return "too large: " + size(actual) + ", the limit is " + size(bytes);
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        return bytes < 1L << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
