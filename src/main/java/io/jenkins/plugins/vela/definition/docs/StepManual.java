package io.jenkins.plugins.vela.definition.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** All pages about step types. */
public final class StepManual {
    /** Name of the index among the pages. */
    public static final String INDEX = "README.md";

    private StepManual() {}

    /**
     * The pages by file name.
     *
     * @param examples properties of a good example of a type whose header shows none, where somebody knows one
     */
    public static Map<String, String> pages(
            Collection<StepDefinition> definitions,
            CuePackages packages,
            Function<StepDefinition, Optional<JsonNode>> examples) {
        Map<String, String> pages = new TreeMap<>();
        for (StepDefinition definition : definitions) {
            StepSchema schema = StepSchema.of(definition, packages);
            String example = StepExample.written(definition)
                    .orElseGet(() -> StepPage.yaml(examples.apply(definition)
                            .map(properties -> StepExample.step(definition, properties))
                            .orElseGet(() -> StepExample.of(definition, schema))));
            pages.put(definition.name() + ".md", StepPage.of(definition, schema, example));
        }
        pages.put(INDEX, StepPage.index(definitions));
        return pages;
    }
}
