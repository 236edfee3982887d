package io.jenkins.plugins.vela.sandbox.registry;

import java.util.Optional;

/** The kinds of patch, told apart by media type. */
public enum PatchType {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json"),
    STRATEGIC("application/strategic-merge-patch+json"),
    APPLY("application/apply-patch+yaml");

    private final String mediaType;

    PatchType(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The patch type of a {@code Content-Type} header. */
    public static Optional<PatchType> of(String contentType) {
        String media = contentType.split(";", 2)[0].strip();
        for (PatchType type : values()) {
            if (type.mediaType.equals(media)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
