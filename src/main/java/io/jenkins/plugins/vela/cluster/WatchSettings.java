package io.jenkins.plugins.vela.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * How watches behave.
 *
 * @param singleWatches how many objects of one kind and namespace are watched one by one before the whole namespace is
 * @param firstPause the pause after a first failure; doubled with each further one
 * @param longestPause the longest pause between attempts
 * @param resync how often everything is listed anew, in case a change was lost
 * @param poll how often objects are read where watching is not allowed
 * @param linger how long a watch without subscribers is kept, since a waiting step unsubscribes and comes back at each event
 */
public record WatchSettings(
        int singleWatches,
        Duration firstPause,
        Duration longestPause,
        Duration resync,
        Duration poll,
        Duration linger) {

    public WatchSettings {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        Objects.requireNonNull(resync, "resync");
        Objects.requireNonNull(poll, "poll");
        Objects.requireNonNull(linger, "linger");
    }

    /** What suits production. */
    public static WatchSettings standard() {
        return new WatchSettings(
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }
}
