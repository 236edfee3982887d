package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.document.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Definitions that are at hand: those of a file, or the ones a run keeps. */
public final class FixedDefinitions implements DefinitionSource {
    private final Map<String, StepDefinition> byName;

    private FixedDefinitions(Map<String, StepDefinition> byName) {
        this.byName = byName;
    }

    /**
     * Of several with one name a {@link DefinitionException} complains.
     */
    public static FixedDefinitions of(Collection<StepDefinition> definitions) {
        Map<String, StepDefinition> byName = new TreeMap<>();
        for (StepDefinition definition : definitions) {
            StepDefinition before = byName.putIfAbsent(definition.name(), definition);
            if (before != null) {
                throw new DefinitionException(
                        definition.position(),
                        "the step type " + definition.name() + " is already defined at " + before.position());
            }
        }
        return new FixedDefinitions(byName);
    }

    /** The definitions among some documents. */
    public static FixedDefinitions ofDocuments(List<Document> documents) {
        List<StepDefinition> found = new ArrayList<>();
        for (Document document : documents) {
            DefinitionObject.read(document).ifPresent(found::add);
        }
        return of(found);
    }

    public Collection<StepDefinition> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public Optional<StepDefinition> find(String type) {
        return Optional.ofNullable(byName.get(type));
    }

    @Override
    public Set<String> types() {
        return byName.keySet();
    }
}
