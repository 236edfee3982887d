package io.jenkins.plugins.vela.provider.http;

import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * One request to make. The text form holds neither header values nor the query, which may be secret.
 *
 * @param method the method
 * @param uri where to; {@code http} or {@code https}
 * @param headers the headers
 * @param credentials names of headers that must not go to another origin, besides the well-known ones
 * @param body the body, empty for none
 * @param timeout how long everything together may take
 * @param tls what to trust and who to be at the first origin; the platform's own otherwise
 * @param policy where requests may go
 */
public record HttpCall(
        String method,
        URI uri,
        Map<String, String> headers,
        Set<String> credentials,
        Optional<String> body,
        Duration timeout,
        Optional<SSLContext> tls,
        HttpPolicy policy) {

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        credentials = Set.copyOf(credentials);
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(policy, "policy");
    }

    /** A plain GET. */
    public static HttpCall get(URI uri, Duration timeout, HttpPolicy policy) {
        return new HttpCall("GET", uri, Map.of(), Set.of(), Optional.empty(), timeout, Optional.empty(), policy);
    }

    @Override
    public String toString() {
        return method + " " + shown(uri);
    }

    /** A URL without what may be secret in it. */
    static String shown(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return "(no URL)";
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
