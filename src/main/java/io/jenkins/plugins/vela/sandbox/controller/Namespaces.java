package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;
import java.util.Optional;

/** Furnishes new namespaces and clears terminating ones. */
final class Namespaces implements Reconciler {

    private static final Resource RESOURCE = Resource.core("namespaces");

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        // the last object of a terminating namespace may just have gone
        return change.type() == Change.Type.DELETED && !change.key().namespace().isEmpty()
                ? List.of(RESOURCE.key("", change.key().namespace()))
                : List.of();
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty()) {
            return;
        }
        if (!Meta.of(found.get()).terminating()) {
            if (work.once(Meta.of(found.get()).uid(), "furnished")) {
                furnish(key.name(), work);
            }
            return;
        }
        boolean empty = true;
        for (Resource resource : work.registry().store().resources()) {
            for (ObjectNode object : work.list(resource, key.name())) {
                empty = false;
                if (!Meta.of(object).terminating()) {
                    work.delete(resource.key(key.name(), Meta.of(object).name()));
                }
            }
        }
        if (empty) {
            work.registry().finalizeNamespace(key.name());
        }
    }

    private static void furnish(String namespace, Work work) {
        ObjectNode account = Json.object();
        account.put("apiVersion", "v1").put("kind", "ServiceAccount");
        Meta.editable(account).put("name", "default").put("namespace", namespace);
        work.create(account);
    }
}
