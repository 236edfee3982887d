package io.jenkins.plugins.vela.cue.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a value may be. Immutable. */
public sealed interface Schema {

    /** What it is when nobody says anything; empty when there is no such value, or when somebody has to choose one. */
    Optional<JsonNode> defaultValue();

    /** In a few words for people: {@code string}, {@code list of int}, {@code "a" or "b"}. */
    default String summary() {
        return Summary.of(this);
    }

    /** Types of scalars. */
    enum ScalarType {
        NULL,
        BOOL,
        INT,
        NUMBER,
        STRING,
        BYTES;

        /** As CUE calls it. */
        public String cueName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One scalar.
     *
     * @param types what it may be, at least one; with {@code choices} alone, their types
     * @param choices values that are named, the default among them, in the order of the source; empty when none are
     * @param isOpen whether it may be something else than one of the choices; true when there are none
     * @param constraints what any value must also satisfy
     */
    record Scalar(
            Set<ScalarType> types,
            Optional<JsonNode> defaultValue,
            List<JsonNode> choices,
            boolean isOpen,
            List<Constraint> constraints)
            implements Schema {
        public Scalar {
            types = Set.copyOf(types);
            Objects.requireNonNull(defaultValue);
            choices = List.copyOf(choices);
            constraints = List.copyOf(constraints);
        }

        /** A value that is given and cannot be changed. */
        public boolean isFixed() {
            return !isOpen && choices.size() == 1;
        }

        /** Whether it is of this type and no other. */
        public boolean isOnly(ScalarType type) {
            return types.equals(Set.of(type));
        }
    }

    /**
     * Fields.
     *
     * @param fields those with a name, in the order of the source
     * @param others what fields with other names may be: of a map from text to something it is that something. Empty
     *     when only the named ones are meant
     */
    record Struct(List<SchemaField> fields, Optional<Schema> others, Optional<JsonNode> defaultValue)
            implements Schema {
        public Struct {
            fields = List.copyOf(fields);
            Objects.requireNonNull(others);
            Objects.requireNonNull(defaultValue);
        }

        /** Whether all names are free. */
        public boolean isMap() {
            return fields.isEmpty() && others.isPresent();
        }

        /** The field with a name. */
        public Optional<SchemaField> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }
    }

    /**
     * Any number of elements of one kind.
     *
     * @param constraints what the list as a whole must satisfy
     */
    record ListOf(Schema element, Optional<JsonNode> defaultValue, List<Constraint> constraints) implements Schema {
        public ListOf {
            Objects.requireNonNull(element);
            Objects.requireNonNull(defaultValue);
            constraints = List.copyOf(constraints);
        }
    }

    /** One of several kinds of value, of which at least one is no scalar. */
    record OneOf(List<Alternative> alternatives, Optional<JsonNode> defaultValue) implements Schema {
        public OneOf {
            alternatives = List.copyOf(alternatives);
            Objects.requireNonNull(defaultValue);
        }
    }

    /**
     * One of several.
     *
     * @param name what tells it from the others: the fields that only it has, or its type
     */
    record Alternative(String name, Schema schema) {
        public Alternative {
            Objects.requireNonNull(name);
            Objects.requireNonNull(schema);
        }
    }

    /** Anything at all; also where a definition contains itself. */
    record Anything(Optional<JsonNode> defaultValue) implements Schema {
        public Anything {
            Objects.requireNonNull(defaultValue);
        }
    }
}
