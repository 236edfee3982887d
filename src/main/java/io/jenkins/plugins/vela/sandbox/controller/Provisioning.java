package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;
import java.util.Optional;

/** Gives volume claims their volume, and load balancers and ingresses their address. */
final class Provisioning implements Reconciler {

    private static final Resource CLAIMS = Resource.core("persistentvolumeclaims");
    private static final Resource SERVICES = Resource.core("services");
    private static final Resource INGRESSES = new Resource("networking.k8s.io", "ingresses");
    private static final List<Resource> RESOURCES = List.of(CLAIMS, SERVICES, INGRESSES);

    @Override
    public List<ObjectKey> affected(Change change) {
        return RESOURCES.contains(change.key().resource()) && change.type() == Change.Type.ADDED
                ? List.of(change.key())
                : List.of();
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode object = found.get();
        Behaviour behaviour = work.behaviour(object);
        boolean balanced = !key.resource().equals(SERVICES)
                || object.path("spec").path("type").asText().equals("LoadBalancer");
        if (!balanced
                || behaviour.outcome() != Behaviour.Outcome.READY
                || !work.elapsed(key, Meta.of(object).uid(), "provision", behaviour.delay())) {
            return;
        }
        if (key.resource().equals(CLAIMS)) {
            work.edit(key, claim -> claim.withObjectProperty("spec")
                    .put("volumeName", "pvc-" + Meta.of(claim).uid()));
            work.editStatus(key, status -> {
                status.put("phase", "Bound");
                status.set("accessModes", object.path("spec").path("accessModes"));
                status.set("capacity", object.path("spec").path("resources").path("requests"));
            });
        } else {
            work.editStatus(key, status -> status.withObjectProperty("loadBalancer")
                    .putArray("ingress")
                    .addObject()
                    .put("ip", "127.0.0.1"));
        }
    }
}
