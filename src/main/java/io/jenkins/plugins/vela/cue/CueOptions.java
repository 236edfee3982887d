package io.jenkins.plugins.vela.cue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How sources are compiled. Immutable; start from {@link #defaults()}, which is the language as the reference has it.
 */
public final class CueOptions {

    private static final CueOptions DEFAULTS =
            new CueOptions(CuePackages.none(), false, CueLimits.defaults(), Optional.empty(), List.of(), Map.of());

    private final CuePackages packages;
    private final boolean legacyTemplates;
    private final CueLimits limits;
    private final Optional<String> tracked;
    private final List<String> inputs;
    private final Map<String, String> tags;

    private CueOptions(
            CuePackages packages,
            boolean legacyTemplates,
            CueLimits limits,
            Optional<String> tracked,
            List<String> inputs,
            Map<String, String> tags) {
        this.packages = packages;
        this.legacyTemplates = legacyTemplates;
        this.limits = limits;
        this.tracked = tracked;
        this.inputs = inputs;
        this.tags = tags;
    }

    public static CueOptions defaults() {
        return DEFAULTS;
    }

    /** Where imports that are not standard packages come from. */
    public CueOptions packages(CuePackages source) {
        return new CueOptions(source, legacyTemplates, limits, tracked, inputs, tags);
    }

    /**
     * Accept what old step definitions contain: {@code +} and {@code *} on lists, {@code error:} as an unquoted label,
     * unused imports (a warning instead of an error).
     */
    public CueOptions legacyTemplates(boolean accept) {
        return new CueOptions(packages, accept, limits, tracked, inputs, tags);
    }

    public CueOptions limits(CueLimits bounds) {
        return new CueOptions(packages, legacyTemplates, bounds, tracked, inputs, tags);
    }

    /**
     * Track actions: every struct that has a concrete string at this label is an action, see
     * {@link CueValue#actions()} and {@link CueValue#reads()}.
     *
     * @param label a definition label, normally {@code #do}
     */
    public CueOptions tracked(String label) {
        return new CueOptions(packages, legacyTemplates, limits, Optional.of(label), inputs, tags);
    }

    /**
     * Names of top-level fields that fills will supply, such as {@code context} and {@code parameter}: references to
     * them compile even where the sources do not declare them. They count as declared after everything in the
     * sources. One that is never filled is absent.
     */
    public CueOptions inputs(String... names) {
        List<String> all = new ArrayList<>(inputs);
        all.addAll(List.of(names));
        return new CueOptions(packages, legacyTemplates, limits, tracked, List.copyOf(all), tags);
    }

    public CuePackages packages() {
        return packages;
    }

    public boolean legacyTemplates() {
        return legacyTemplates;
    }

    public CueLimits limits() {
        return limits;
    }

    public Optional<String> tracked() {
        return tracked;
    }

    /**
     * Values for fields with an attribute {@code @tag(name)}, as {@code cue export -t name=value} gives them. An empty
     * value stands for the short form of a tag ({@code short=a|b}).
     */
    public CueOptions tags(Map<String, String> values) {
        return new CueOptions(packages, legacyTemplates, limits, tracked, inputs, Map.copyOf(values));
    }

    public Map<String, String> tags() {
        return tags;
    }

    public List<String> inputs() {
        return inputs;
    }
}
