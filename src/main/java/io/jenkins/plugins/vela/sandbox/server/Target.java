package io.jenkins.plugins.vela.sandbox.server;

import io.jenkins.plugins.vela.sandbox.api.Kinds;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a path names.
 *
 * @param namespace empty for cluster-scoped objects and for all namespaces
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
record Target(String group, String version, String plural, String namespace, String name, String subresource) {

    /** Reads {@code /api/v1/…} and {@code /apis/group/version/…}; absent for every other path. */
    static Optional<Target> of(List<String> path) {
        List<String> rest;
        String group;
        if (path.size() >= 3 && path.get(0).equals("api")) {
            group = "";
            rest = path.subList(1, path.size());
        } else if (path.size() >= 4 && path.get(0).equals("apis")) {
            group = path.get(1);
            rest = path.subList(2, path.size());
        } else {
            return Optional.empty();
        }
        String version = rest.get(0);
        rest = rest.subList(1, rest.size());
        String namespace = "";
        if (rest.get(0).equals("watch") && rest.size() > 1) {
            return Optional.empty();
        }
        // below a namespace; "namespaces/x/status" and "namespaces/x/finalize" are about the namespace itself
        boolean below = rest.size() >= 3
                && rest.get(0).equals("namespaces")
                && !(group.isEmpty()
                        && rest.size() == 3
                        && List.of("status", "finalize").contains(rest.get(2)));
        if (below) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() > 3) {
            return Optional.empty();
        }
        return Optional.of(new Target(
                group,
                version,
                rest.get(0),
                namespace,
                rest.size() > 1 ? rest.get(1) : "",
                rest.size() > 2 ? rest.get(2) : ""));
    }

    /** The kind that is served here, if the path fits its scope. */
    Optional<ResourceKind> kind(Kinds kinds) {
        return kinds.find(group, version, plural).filter(kind -> {
            if (!kind.namespaced()) {
                return namespace.isEmpty();
            }
            // all namespaces can be listed, an object has to be named with its own
            return !namespace.isEmpty() || name.isEmpty();
        });
    }
}
