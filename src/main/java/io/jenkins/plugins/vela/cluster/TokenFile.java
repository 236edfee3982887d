package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A bearer token in a file that somebody renews, such as a service account's. Thread-safe. */
final class TokenFile implements OAuthTokenProvider {

    /** Projected tokens are renewed when 80 % of at least ten minutes are over, so a minute's delay is safe. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Path path;
    private Optional<String> token = Optional.empty();
    private long readAt;

    TokenFile(Path path) {
        this.path = path;
    }

    @Override
    public synchronized String getToken() {
        long now = System.nanoTime();
        if (token.isEmpty() || now - readAt > KEPT.toNanos()) {
            try {
                token = Optional.of(Files.readString(path).strip());
                readAt = now;
            } catch (IOException e) {
                // the last one may still be good; without any, the server will say that none came
                return token.orElse(null);
            }
        }
        return token.orElse(null);
    }
}
