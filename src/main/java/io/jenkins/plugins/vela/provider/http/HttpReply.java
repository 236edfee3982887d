package io.jenkins.plugins.vela.provider.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A response.
 *
 * @param status the status code
 * @param headers the headers; names in the usual capitals ({@code Content-Type})
 * @param trailers the trailers, likewise
 * @param body the body as text
 */
public record HttpReply(
        int status, Map<String, List<String>> headers, Map<String, List<String>> trailers, String body) {

    public HttpReply {
        headers = Map.copyOf(headers);
        trailers = Map.copyOf(trailers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(canonical(name))).map(l -> l.get(0));
    }

    /** A header's name in the usual capitals, by which templates look it up. */
    static String canonical(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean first = true;
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            out.append(first ? Character.toUpperCase(c) : c);
            first = c == '-';
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
