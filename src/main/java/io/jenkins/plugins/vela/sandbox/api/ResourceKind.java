package io.jenkins.plugins.vela.sandbox.api;

import java.util.List;
import java.util.Set;

/**
 * A kind of object as one API version serves it.
 *
 * @param group API group, empty for the core group
 * @param kind the kind's name; empty while objects of it were only asked for and none was written
 */
public record ResourceKind(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        Set<Trait> traits,
        Origin origin) {

    /** What else a kind has. */
    public enum Trait {
        /** {@code status} is written through its own subresource only. */
        STATUS,
        /** Has the {@code scale} subresource. */
        SCALE,
        /** {@code metadata.generation} counts the changes of what is wanted. */
        GENERATION,
        /** A completed delete answers with the object instead of a {@code Status}. */
        OBJECT,
        /** Answers to a POST and is never stored. */
        VIRTUAL
    }

    /** Where the kind is known from. */
    public enum Origin {
        /** Compiled into a real API server. */
        BUILT_IN,
        /** A custom resource of a popular operator, known without its definition. */
        WELL_KNOWN,
        /** A CustomResourceDefinition was loaded. */
        DEFINED,
        /** Nobody defined it; somebody wrote one. */
        SEEN
    }

    public ResourceKind {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        traits = Set.copyOf(traits);
    }

    /** {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The name used in messages: {@code pods}, {@code deployments.apps}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public boolean builtIn() {
        return origin == Origin.BUILT_IN;
    }

    /** The kind of a list of these. */
    public String listKind() {
        return kind + "List";
    }

    /** All versions of a kind are stored in one place. */
    public Resource resource() {
        return new Resource(group, plural);
    }
}
