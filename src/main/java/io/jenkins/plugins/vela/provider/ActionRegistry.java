package io.jenkins.plugins.vela.provider;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The providers that a run's templates can call, by name. Immutable; safe for use by several threads. */
public final class ActionRegistry {

    private final Map<String, ActionProvider> providers;
    private final SortedMap<String, ActionProvider> byImportPath = new TreeMap<>();
    /** Facades that were read. */
    private final Map<String, List<CueSource>> facades = new ConcurrentHashMap<>();

    private ActionRegistry(Map<String, ActionProvider> providers) {
        this.providers = Map.copyOf(providers);
        this.providers.values().forEach(p -> byImportPath.put(p.importPath(), p));
    }

    /** Exactly these providers; of two with one name the later wins. */
    public static ActionRegistry of(List<ActionProvider> providers) {
        Map<String, ActionProvider> byName = new LinkedHashMap<>();
        providers.forEach(p -> byName.put(Objects.requireNonNull(p.name()), p));
        return new ActionRegistry(byName);
    }

    /** The providers that the class path offers, found with {@link ServiceLoader} through the given loader. */
    public static ActionRegistry discovered(ClassLoader loader) {
        List<ActionProvider> found = new ArrayList<>();
        ServiceLoader.load(ActionProvider.class, loader).forEach(found::add);
        return of(found);
    }

    /** These providers and one more, which replaces one of the same name. */
    public ActionRegistry with(ActionProvider provider) {
        List<ActionProvider> all = new ArrayList<>(providers.values());
        all.add(provider);
        return of(all);
    }

    /** These providers, each replaced by what is made of it. */
    public ActionRegistry each(UnaryOperator<ActionProvider> change) {
        return of(providers.values().stream().map(change).toList());
    }

    /** The provider that performs an action, or empty; {@link #unknown} then has the words for it. */
    public Optional<ActionProvider> find(String provider, String action) {
        return Optional.ofNullable(providers.get(provider))
                .filter(p -> p.actions().contains(action));
    }

    /** Says that an action does not exist and which one may have been meant. */
    public ActionError unknown(String provider, String action) {
        String asked = provider + "." + action;
        List<String> known = providers.values().stream()
                .flatMap(p -> p.actions().stream().map(a -> p.name() + "." + a))
                .toList();
        Optional<String> nearest = Suggestion.nearest(asked, known);
        return ActionError.definite("unknown action " + asked
                + nearest.map(n -> ", did you mean " + n + "?")
                        .orElseGet(() -> "; there are providers "
                                + providers.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }

    /** The facades as CUE packages, by import path, for example {@code vela/kube}. */
    public Map<String, List<CueSource>> packages() {
        Map<String, List<CueSource>> packages = new TreeMap<>(Comparator.naturalOrder());
        byImportPath.keySet().forEach(path -> packages.put(path, facade(path)));
        return packages;
    }

    /** {@link #packages()}, of which only those that somebody imports are read, and once. */
    public CuePackages importable() {
        return new CuePackages() {
            @Override
            public List<CueSource> sources(String importPath) {
                return byImportPath.containsKey(importPath) ? facade(importPath) : List.of();
            }

            @Override
            public Collection<String> paths() {
                return byImportPath.keySet();
            }
        };
    }

    private List<CueSource> facade(String importPath) {
        return facades.computeIfAbsent(
                importPath, path -> byImportPath.get(path).facade());
    }
}
