package io.jenkins.plugins.vela.cluster;

/**
 * How many requests each cluster may be sent; who comes too early waits. Open watches and followed logs do not count.
 *
 * @param perSecond on average
 * @param burst at once
 */
public record RequestRate(int perSecond, int burst) {

    /** What upstream's chart allows its controller. */
    public static final RequestRate STANDARD = new RequestRate(500, 1000);

    public RequestRate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate and a burst are at least 1, not " + perSecond + " and " + burst);
        }
    }
}
