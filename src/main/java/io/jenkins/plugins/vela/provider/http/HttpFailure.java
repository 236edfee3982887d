package io.jenkins.plugins.vela.provider.http;

import java.util.Objects;

/** No response was obtained. The message is one sentence and names no secret. */
public final class HttpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is known about the request. */
    public enum Kind {
        /** The policy, or the request itself, is at fault; trying again is no use. */
        REFUSED,
        /** The request never left: name look-up, connection or TLS failed. */
        NOT_SENT,
        /** The request left, and what became of it is unknown. */
        NO_RESPONSE
    }

    private final Kind kind;

    HttpFailure(Kind kind, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.kind = kind;
    }

    /** What is known about the request. */
    public Kind kind() {
        return kind;
    }
}
