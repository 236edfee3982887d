package io.jenkins.plugins.vela.cluster;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A cluster did not do what it was asked. The message is one sentence for people, names the cluster and the object, and
 * holds no object content and no credential.
 */
public final class ClusterException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as a caller may want to act on it. */
    public enum Reason {
        /** The object, the kind or the namespace does not exist. */
        NOT_FOUND(true, false),
        /** The object exists already. */
        ALREADY_EXISTS(true, false),
        /** Somebody else changed the object meanwhile: read again and repeat. */
        CONFLICT(false, true),
        /** The credential is not accepted. */
        UNAUTHORIZED(true, false),
        /** The credential may not do this. */
        FORBIDDEN(true, false),
        /** The server refuses the object or the request. */
        INVALID(true, false),
        /** The resource version is too old to go on from. */
        GONE(true, false),
        /** The server asks to come back later. */
        THROTTLED(false, true),
        /** The server failed to answer properly (5xx). */
        SERVER(false, true),
        /** The request was sent and no answer came: it may or may not have been carried out. */
        NO_ANSWER(false, true),
        /** The request provably never left: name look-up, connection or TLS failed. */
        UNREACHABLE(false, true),
        /** The cluster's configuration cannot be used: unknown name, bad kubeconfig, refused content. */
        CONFIGURATION(true, false);

        private final boolean definite;
        private final boolean retryable;

        Reason(boolean definite, boolean retryable) {
            this.definite = definite;
            this.retryable = retryable;
        }

        /** Whether this is the cluster's last word, as opposed to a disturbance that says nothing about the object. */
        public boolean definite() {
            return definite;
        }

        /** Whether the same request may succeed later without anybody changing it. */
        public boolean retryable() {
            return retryable;
        }
    }

    private final Reason reason;
    private final transient Optional<Duration> retryAfter;

    /** An error without a wish of the server's about when to come back. */
    public ClusterException(Reason reason, String message) {
        this(reason, message, Optional.empty());
    }

    /**
     * An error.
     *
     * @param retryAfter how long the server asks to wait before the next attempt
     */
    public ClusterException(Reason reason, String message, Optional<Duration> retryAfter) {
        super(Objects.requireNonNull(message, "message"));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }

    /** How long the server asks to wait before the next attempt. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }
}
