package io.jenkins.plugins.vela.cue.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a value must satisfy.
 *
 * @param limit the number or text that belongs to it; empty only for {@link Kind#OTHER}
 * @param cue how CUE writes it
 */
public record Constraint(Kind kind, Optional<JsonNode> limit, String cue) {

    /** Kinds of constraints. */
    public enum Kind {
        /** At least. */
        LEAST,
        /** At most. */
        MOST,
        ABOVE,
        BELOW,
        NOT,
        /** Contains a match of the RE2 expression. */
        MATCHES,
        MATCHES_NOT,
        SHORTEST,
        LONGEST,
        FEWEST_ITEMS,
        MOST_ITEMS,
        UNIQUE_ITEMS,
        /** What only CUE can check. */
        OTHER
    }

    public Constraint {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(limit);
        Objects.requireNonNull(cue);
    }
}
