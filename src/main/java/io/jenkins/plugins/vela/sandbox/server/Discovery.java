package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Kinds;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells clients what this cluster serves. */
final class Discovery {

    private static final String PRETENDED_MINOR = "32";

    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The document at a path, if there is one. */
    Optional<ObjectNode> document(List<String> path) {
        String first = path.isEmpty() ? "" : path.get(0);
        return switch (first) {
            case "" -> Optional.of(paths());
            case "version" -> Optional.of(version());
            case "api" ->
                path.size() == 1
                        ? Optional.of(coreVersions())
                        : path.size() == 2 ? resources("", path.get(1)) : Optional.empty();
            case "apis" ->
                switch (path.size()) {
                    case 1 -> Optional.of(groups());
                    case 2 -> group(path.get(1));
                    case 3 -> resources(path.get(1), path.get(2));
                    default -> Optional.empty();
                };
            case "openapi" -> OpenApi.document(kinds, path.subList(1, path.size()));
            default -> Optional.empty();
        };
    }

    private static ObjectNode version() {
        ObjectNode version = Json.object();
        version.put("major", "1").put("minor", PRETENDED_MINOR);
        version.put("gitVersion", "v1." + PRETENDED_MINOR + ".0+vela-sandbox");
        version.put("gitCommit", "").put("gitTreeState", "clean").put("buildDate", "1970-01-01T00:00:00Z");
        version.put("goVersion", "").put("compiler", "java");
        return version.put("platform", "sandbox/jvm");
    }

    private ObjectNode paths() {
        ObjectNode root = Json.object();
        ArrayNode paths = root.putArray("paths");
        paths.add("/api").add("/api/v1").add("/apis");
        versions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                paths.add("/apis/" + group);
                versions.forEach(version -> paths.add("/apis/" + group + "/" + version));
            }
        });
        paths.add("/healthz").add("/livez").add("/openapi/v3").add("/readyz").add("/version");
        return root;
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = Json.object();
        versions.put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object();
        list.put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        versions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                describe(groups.addObject(), group, versions);
            }
        });
        return list;
    }

    private Optional<ObjectNode> group(String name) {
        Set<String> versions = versions().get(name);
        if (versions == null || name.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode group = Json.object();
        group.put("kind", "APIGroup").put("apiVersion", "v1");
        describe(group, name, versions);
        return Optional.of(group);
    }

    private static void describe(ObjectNode group, String name, Set<String> versions) {
        group.put("name", name);
        ArrayNode items = group.putArray("versions");
        for (String version : versions) {
            items.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        String preferred = versions.iterator().next();
        group.putObject("preferredVersion")
                .put("groupVersion", name + "/" + preferred)
                .put("version", preferred);
    }

    /** The versions of every group, the preferred one first. */
    private Map<String, Set<String>> versions() {
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        for (ResourceKind kind : kinds.all()) {
            if (!kind.kind().isEmpty()) {
                versions.computeIfAbsent(kind.group(), g -> new LinkedHashSet<>())
                        .add(kind.version());
            }
        }
        versions.replaceAll((group, all) -> new LinkedHashSet<>(
                all.stream().sorted(VersionOrder.PREFERRED_FIRST).toList()));
        return versions;
    }

    private Optional<ObjectNode> resources(String group, String version) {
        List<ResourceKind> served = kinds.all().stream()
                .filter(kind -> kind.group().equals(group)
                        && kind.version().equals(version)
                        && !kind.kind().isEmpty())
                .toList();
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = Json.object();
        list.put("kind", "APIResourceList");
        if (!group.isEmpty()) {
            list.put("apiVersion", "v1");
        }
        list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        for (ResourceKind kind : served) {
            ObjectNode item = resource(resources, kind, kind.plural(), kind.singular(), kind.kind());
            if (kind.has(Trait.VIRTUAL)) {
                verbs(item, "create");
                continue;
            }
            verbs(item, "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
            if (!kind.shortNames().isEmpty()) {
                ArrayNode names = item.putArray("shortNames");
                kind.shortNames().forEach(names::add);
            }
            if (!kind.categories().isEmpty()) {
                ArrayNode names = item.putArray("categories");
                kind.categories().forEach(names::add);
            }
            if (kind.has(Trait.STATUS)) {
                verbs(resource(resources, kind, kind.plural() + "/status", "", kind.kind()), "get", "patch", "update");
            }
            if (kind.has(Trait.SCALE)) {
                ObjectNode scale = resource(resources, kind, kind.plural() + "/scale", "", "Scale");
                scale.put("group", "autoscaling").put("version", "v1");
                verbs(scale, "get", "patch", "update");
            }
            if (kind.qualifiedPlural().equals("pods")) {
                verbs(resource(resources, kind, "pods/log", "", "Pod"), "get");
                ObjectNode eviction = resource(resources, kind, "pods/eviction", "", "Eviction");
                eviction.put("group", "policy").put("version", "v1");
                verbs(eviction, "create");
            }
        }
        return Optional.of(list);
    }

    private static ObjectNode resource(
            ArrayNode resources, ResourceKind kind, String name, String singular, String kindName) {
        return resources
                .addObject()
                .put("name", name)
                .put("singularName", singular)
                .put("namespaced", kind.namespaced())
                .put("kind", kindName);
    }

    private static void verbs(ObjectNode resource, String... verbs) {
        ArrayNode list = resource.putArray("verbs");
        for (String verb : verbs) {
            list.add(verb);
        }
    }
}
