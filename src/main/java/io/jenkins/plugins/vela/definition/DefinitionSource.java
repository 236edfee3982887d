package io.jenkins.plugins.vela.definition;

import java.util.Optional;
import java.util.Set;

/** Somewhere definitions come from. Implementations are safe for use by several threads. */
public interface DefinitionSource {
    /**
     * The definition of a type.
     *
     * @throws DefinitionException when there is one and it cannot be read
     */
    Optional<StepDefinition> find(String type);

    /** The types that this source knows, sorted; may be costly, for suggestions and lists only. */
    Set<String> types();
}
