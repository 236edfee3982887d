package io.jenkins.plugins.vela.cluster;

/** An interest that can be given up. */
public interface Subscription extends AutoCloseable {

    /** Ends the interest; a call that is already on its way may still arrive. Idempotent, never blocks. */
    @Override
    void close();
}
