package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All definitions that a run can use: layers, nearest first, with the built-in library below them. Immutable; as
 * thread-safe as its sources.
 */
public final class DefinitionLibrary implements DefinitionSource {
    /** The type that the engine itself runs. */
    public static final String GROUP = "step-group";

    /** Names whose meaning nobody may change, because people rely on them to hold a run. */
    private static final Set<String> ALWAYS_LOCKED = Set.of(GROUP, "suspend", "approve");

    private final List<DefinitionSource> layers;
    private final DefinitionSource base;
    private final Set<String> locked;

    private DefinitionLibrary(List<DefinitionSource> layers, DefinitionSource base, Set<String> locked) {
        this.layers = List.copyOf(layers);
        this.base = base;
        this.locked = Set.copyOf(locked);
    }

    /** The built-in library alone. */
    public static DefinitionLibrary builtIn() {
        return layered(List.of());
    }

    /** The given sources, nearest first, and below them the built-in library. */
    public static DefinitionLibrary layered(List<? extends DefinitionSource> sources) {
        return over(new BuiltInDefinitions(), sources);
    }

    static DefinitionLibrary over(DefinitionSource base, List<? extends DefinitionSource> sources) {
        return new DefinitionLibrary(List.copyOf(sources), base, ALWAYS_LOCKED);
    }

    /** This library with one more layer that is nearer than all others. */
    public DefinitionLibrary with(DefinitionSource nearest) {
        List<DefinitionSource> all = new ArrayList<>();
        all.add(nearest);
        all.addAll(layers);
        return new DefinitionLibrary(all, base, locked);
    }

    /**
     * This library with names that later layers cannot take over: from now on {@link #with} shadows them no more.
     */
    public DefinitionLibrary lock(Set<String> types) {
        return new DefinitionLibrary(List.of(), this, union(locked, types));
    }

    /** Names that the layers define and must not: what they say about them is not used. */
    public Set<String> ignored() {
        Set<String> ignored = new TreeSet<>();
        for (DefinitionSource layer : layers) {
            for (String name : locked) {
                if (layer.find(name).isPresent()) {
                    ignored.add(name);
                }
            }
        }
        return Collections.unmodifiableSet(ignored);
    }

    @Override
    public Optional<StepDefinition> find(String type) {
        if (!locked.contains(type)) {
            for (DefinitionSource layer : layers) {
                Optional<StepDefinition> found = layer.find(type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return base.find(type);
    }

    @Override
    public Set<String> types() {
        Set<String> types = new TreeSet<>(base.types());
        layers.forEach(layer -> types.addAll(layer.types()));
        types.add(GROUP);
        return Collections.unmodifiableSet(types);
    }

    /** One sentence for a type that nothing defines. */
    public String unknown(String type) {
        return "unknown step type \"" + type + "\"" + Suggestion.didYouMean(type, types());
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> union = new TreeSet<>(a);
        union.addAll(b);
        return union;
    }
}
