package io.jenkins.plugins.vela.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import jenkins.model.Jenkins;

/** Who may change a configuration, and so may ask what its form asks: administrators, and in a folder who may configure it. */
public final class MayConfigure {
    private MayConfigure() {}

    /**
     * Refuses everybody else.
     *
     * @param item what is configured; null for the controller
     */
    public static void check(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    static boolean isAllowed(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
