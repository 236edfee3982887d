package io.jenkins.plugins.vela.provider;

import java.util.List;

/**
 * Where HTTP requests of any kind may go. Host patterns are {@code example.org}, {@code *.example.org} (every name below) or
 * an address range {@code 10.0.0.0/8}; ranges are compared with the addresses a name resolves to. Denial wins.
 *
 * @param allow if not empty, only these may be reached
 * @param deny these may not be reached; link-local addresses and the metadata services of clouds are always denied
 * @param loopback whether this machine itself may be reached
 * @param maxResponseBytes how much of a response body is accepted
 */
public record HttpPolicy(List<String> allow, List<String> deny, boolean loopback, long maxResponseBytes) {

    /** How much of a response body is accepted where nothing else is said: 10 MiB. */
    public static final long DEFAULT_MAX_RESPONSE_BYTES = 10L << 20;

    public HttpPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        if (maxResponseBytes < 1) {
            throw new IllegalArgumentException("maxResponseBytes must be positive: " + maxResponseBytes);
        }
    }

    /** Everything but what is always denied; for a person on a machine of their own. */
    public static HttpPolicy permissive() {
        return new HttpPolicy(List.of(), List.of(), true, DEFAULT_MAX_RESPONSE_BYTES);
    }

    /** Everything but this machine itself and what is always denied; for a shared server. */
    public static HttpPolicy guarded() {
        return new HttpPolicy(List.of(), List.of(), false, DEFAULT_MAX_RESPONSE_BYTES);
    }
}
