package io.jenkins.plugins.vela.provider.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often each URL was asked lately. Remembers the 128 URLs used last. Thread-safe. */
final class RateLimits {

    private static final int REMEMBERED = 128;

    /** So many requests in such a period. */
    record Limit(int requests, Duration period) {}

    private final Map<String, Deque<Instant>> requests = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Counts a request, or says how long it has to wait. */
    synchronized Optional<Duration> take(String key, Limit limit, Clock clock) {
        Instant now = clock.instant();
        Deque<Instant> recent = requests.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!recent.isEmpty() && !recent.peekFirst().plus(limit.period()).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= limit.requests()) {
            return Optional.of(Duration.between(now, recent.peekFirst().plus(limit.period())));
        }
        recent.addLast(now);
        return Optional.empty();
    }
}
