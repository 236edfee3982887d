package io.jenkins.plugins.vela.cluster;

import java.util.List;

/**
 * What may be done in a cluster, whatever its credential allows. Immutable.
 *
 * @param namespaces namespaces in which objects may be read and changed; empty for all, and only then for kinds that lie in no
 *     namespace
 * @param kinds kinds of objects, such as {@code Deployment} or {@code apps/Deployment}; empty for all
 * @param readSecrets whether Secrets may be read; writing one reads nothing
 */
public record ClusterRules(List<String> namespaces, List<String> kinds, boolean readSecrets) {

    /** Everything is allowed. */
    public static final ClusterRules ALL = new ClusterRules(List.of(), List.of(), true);

    public ClusterRules {
        namespaces = List.copyOf(namespaces);
        kinds = List.copyOf(kinds);
    }

    /** A connection that refuses what is not allowed, and otherwise does what the given one does. */
    public ClusterConnection guard(ClusterConnection connection) {
        return equals(ALL) ? connection : new GuardedConnection(connection, this);
    }

    /**
     * Refuses to let a kind be used that is not allowed.
     *
     * @param reading whether contents come back
     */
    void check(String cluster, String apiVersion, String kind, boolean reading) throws ClusterException {
        int slash = apiVersion.indexOf('/');
        String qualified = slash < 0 ? kind : apiVersion.substring(0, slash) + "/" + kind;
        if (!kinds.isEmpty() && !kinds.contains(kind) && !kinds.contains(qualified)) {
            throw refused(cluster, qualified + " is not among the kinds that may be used there: " + kinds);
        }
        if (reading && !readSecrets && kind.equals("Secret") && apiVersion.equals("v1")) {
            throw refused(cluster, "Secrets may not be read there");
        }
    }

    /** Refuses a namespace that is not allowed; {@code ""} is all of them, or none. */
    void checkNamespace(String cluster, String namespace) throws ClusterException {
        if (!namespaces.isEmpty() && !namespaces.contains(namespace)) {
            throw refused(
                    cluster,
                    (namespace.isEmpty()
                                    ? "objects of all namespaces, or of none,"
                                    : "objects in namespace " + namespace)
                            + " may not be used there; the namespaces are " + namespaces);
        }
    }

    private static ClusterException refused(String cluster, String why) {
        return new ClusterException(ClusterException.Reason.FORBIDDEN, "cluster " + cluster + ": " + why);
    }
}
