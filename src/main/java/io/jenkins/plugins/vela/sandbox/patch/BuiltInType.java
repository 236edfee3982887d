package io.jenkins.plugins.vela.sandbox.patch;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of the built-in kinds, known by the name of a field and of the field around it: that is enough, because the
 * API uses its list names consistently.
 */
record BuiltInType(String parent, String name, boolean listItem) implements ValueType {

    private static final Map<String, List<String>> KEYED = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("ephemeralContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("containers.ports", List.of("containerPort", "protocol")),
            Map.entry("initContainers.ports", List.of("containerPort", "protocol")),
            Map.entry("ephemeralContainers.ports", List.of("containerPort", "protocol")),
            Map.entry("spec.ports", List.of("port", "protocol")),
            Map.entry("spec.imagePullSecrets", List.of("name")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("resourceClaims", List.of("name")),
            Map.entry("resources.claims", List.of("name")),
            Map.entry("schedulingGates", List.of("name")),
            Map.entry("status.conditions", List.of("type")),
            Map.entry("metadata.ownerReferences", List.of("uid")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("status.addresses", List.of("type")),
            Map.entry(".secrets", List.of("name")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("matchConditions", List.of("name")));

    private static final Set<String> SETS = Set.of("metadata.finalizers");

    private static final Set<String> ATOMIC_MAPS = Set.of(
            "spec.selector",
            "labelSelector",
            "namespaceSelector",
            "podSelector",
            "nodeSelector",
            "configMapKeyRef",
            "secretKeyRef",
            "fieldRef",
            "resourceFieldRef",
            "involvedObject",
            "targetRef",
            "roleRef");

    static final BuiltInType ROOT = new BuiltInType("", "", false);

    @Override
    public ValueType field(String field) {
        return new BuiltInType(name, field, false);
    }

    @Override
    public ValueType item() {
        return new BuiltInType(parent, name, true);
    }

    @Override
    public Listing listing() {
        if (SETS.contains(parent + "." + name)) {
            return Listing.SET;
        }
        return keys().isEmpty() ? Listing.ATOMIC : Listing.MAP;
    }

    @Override
    public List<String> keys() {
        List<String> keys = KEYED.get(parent + "." + name);
        return keys != null ? keys : KEYED.getOrDefault(name, List.of());
    }

    @Override
    public String mergeKey() {
        List<String> keys = keys();
        return keys.isEmpty() ? "" : keys.get(0);
    }

    @Override
    public boolean atomicMap() {
        // an owner reference is one value although the list merges by uid
        return (listItem && name.equals("ownerReferences"))
                || ATOMIC_MAPS.contains(name)
                || ATOMIC_MAPS.contains(parent + "." + name);
    }
}
