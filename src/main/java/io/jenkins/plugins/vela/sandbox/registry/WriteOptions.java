package io.jenkins.plugins.vela.sandbox.registry;

/**
 * How to write.
 *
 * @param manager who owns the written fields
 * @param dryRun do everything but store
 * @param force take fields from other managers in an apply
 */
public record WriteOptions(String manager, boolean dryRun, boolean force) {

    /** A plain write of this manager. */
    public static WriteOptions by(String manager) {
        return new WriteOptions(manager, false, false);
    }
}
