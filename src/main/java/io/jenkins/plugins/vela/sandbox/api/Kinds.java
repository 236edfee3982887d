package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Origin;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The kinds that one cluster serves. Thread-safe. */
public final class Kinds {

    private record Address(String group, String version, String plural) {}

    private final Map<Address, ResourceKind> kinds = new LinkedHashMap<>();
    private final Set<String> builtInGroups = new LinkedHashSet<>();

    /** The kinds of a fresh cluster: what is built into a real one and, unless strict, some popular custom ones. */
    public static Kinds initial(boolean strict) {
        Kinds kinds = new Kinds();
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Kinds.class.getResourceAsStream("kinds.txt"), "kinds.txt"),
                StandardCharsets.UTF_8))) {
            Origin origin = Origin.BUILT_IN;
            for (String line = table.readLine(); line != null; line = table.readLine()) {
                if (line.equals("[well-known]")) {
                    if (strict) {
                        break;
                    }
                    origin = Origin.WELL_KNOWN;
                } else if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("[")) {
                    kinds.add(row(line, origin));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kinds;
    }

    private static ResourceKind row(String line, Origin origin) {
        String[] columns = line.split(" ");
        int slash = columns[0].indexOf('/');
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String trait : items(columns[5])) {
            traits.add(Trait.valueOf(trait.toUpperCase(Locale.ROOT)));
        }
        return new ResourceKind(
                slash < 0 ? "" : columns[0].substring(0, slash),
                columns[0].substring(slash + 1),
                columns[1],
                columns[2].toLowerCase(Locale.ROOT),
                columns[2],
                columns[3].equals("n"),
                items(columns[4]),
                items(columns[6]),
                traits,
                origin);
    }

    private static List<String> items(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(","));
    }

    private synchronized void add(ResourceKind kind) {
        kinds.put(new Address(kind.group(), kind.version(), kind.plural()), kind);
        if (kind.builtIn()) {
            builtInGroups.add(kind.group());
        }
    }

    /** The kind served at this address. */
    public synchronized Optional<ResourceKind> find(String group, String version, String plural) {
        return Optional.ofNullable(kinds.get(new Address(group, version, plural)));
    }

    /** The kind of an object, by what the object says of itself. */
    public synchronized Optional<ResourceKind> findKind(String group, String version, String kind) {
        return kinds.values().stream()
                .filter(k -> k.group().equals(group)
                        && k.version().equals(version)
                        && k.kind().equals(kind))
                .findFirst();
    }

    /** Any served version of a resource. */
    public synchronized Optional<ResourceKind> find(Resource resource) {
        return kinds.values().stream()
                .filter(k -> k.resource().equals(resource))
                .findFirst();
    }

    /** All kinds, the core group first. */
    public synchronized Collection<ResourceKind> all() {
        return List.copyOf(kinds.values());
    }

    /** Whether the group is compiled into a real API server, so that its kinds are all known. */
    public synchronized boolean builtInGroup(String group) {
        return builtInGroups.contains(group);
    }

    /** Notes a kind that nobody defined, because an object of it is written. */
    public ResourceKind see(String group, String version, String plural, String kind, boolean namespaced) {
        ResourceKind seen = new ResourceKind(
                group,
                version,
                plural,
                kind.toLowerCase(Locale.ROOT),
                kind,
                namespaced,
                List.of(),
                List.of(),
                EnumSet.of(Trait.STATUS, Trait.GENERATION),
                Origin.SEEN);
        add(seen);
        return seen;
    }

    /** Serves what a CustomResourceDefinition says; its names, scope and subresources rule from now on. */
    public synchronized void define(JsonNode definition) {
        forget(definition);
        JsonNode spec = definition.path("spec");
        JsonNode names = spec.path("names");
        String group = spec.path("group").asText();
        for (JsonNode version : spec.path("versions")) {
            if (!version.path("served").asBoolean(false)) {
                continue;
            }
            EnumSet<Trait> traits = EnumSet.of(Trait.GENERATION);
            if (version.path("subresources").has("status")) {
                traits.add(Trait.STATUS);
            }
            if (version.path("subresources").has("scale")) {
                traits.add(Trait.SCALE);
            }
            String kind = names.path("kind").asText();
            add(new ResourceKind(
                    group,
                    version.path("name").asText(),
                    names.path("plural").asText(),
                    names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                    kind,
                    !spec.path("scope").asText().equals("Cluster"),
                    texts(names.path("shortNames")),
                    texts(names.path("categories")),
                    traits,
                    Origin.DEFINED));
        }
    }

    /** Serves no longer what a CustomResourceDefinition said. */
    public synchronized void forget(JsonNode definition) {
        JsonNode spec = definition.path("spec");
        Resource resource = new Resource(
                spec.path("group").asText(), spec.path("names").path("plural").asText());
        kinds.values().removeIf(kind -> kind.resource().equals(resource));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
