package io.jenkins.plugins.vela.cluster;

/** The patch formats of the Kubernetes API. */
public enum PatchType {
    /** RFC 7396. Idempotent. */
    MERGE("application/merge-patch+json"),
    /** RFC 6902, a list of operations. Not idempotent in general ({@code add} to a list appends again). */
    JSON("application/json-patch+json"),
    /** Merges lists of built-in kinds by their keys; the server refuses it for custom resources. */
    STRATEGIC("application/strategic-merge-patch+json");

    private final String mediaType;

    PatchType(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of the {@code Content-Type} header. */
    public String mediaType() {
        return mediaType;
    }
}
