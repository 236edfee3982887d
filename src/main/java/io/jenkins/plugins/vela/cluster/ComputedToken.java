package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A bearer token that a program gives, asked for anew now and then, since such tokens live for minutes. Thread-safe. */
final class ComputedToken implements OAuthTokenProvider {

    /** The shortest-lived tokens of the usual programs are good for 15 minutes. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Supplier<Optional<String>> program;
    private Optional<String> token = Optional.empty();
    private long askedAt;

    ComputedToken(Supplier<Optional<String>> program) {
        this.program = program;
    }

    /** The token that fabric8 has found. */
    static Optional<String> of(Config config) {
        return Optional.ofNullable(config.getOauthToken()).or(() -> Optional.ofNullable(config.getAutoOAuthToken()));
    }

    @Override
    public synchronized String getToken() {
        long now = System.nanoTime();
        if (token.isEmpty() || now - askedAt > KEPT.toNanos()) {
            try {
                token = program.get().or(() -> token);
                askedAt = now;
            } catch (RuntimeException failed) {
                // the last one may still be good; without any, the server will say that none came
                return token.orElse(null);
            }
        }
        return token.orElse(null);
    }
}
