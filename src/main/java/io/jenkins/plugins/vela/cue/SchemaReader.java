package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.eval.Outline;
import io.jenkins.plugins.vela.cue.eval.Vertex;
import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.schema.Constraint;
import io.jenkins.plugins.vela.cue.schema.Documentation;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.Schema.ScalarType;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.cue.schema.SchemaField.Presence;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Conjunction;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads schemas off values. */
final class SchemaReader {
    /** Deeper, and larger, than any form that a person fills in. */
    private static final int DEEPEST = 24;

    private static final int LARGEST = 20_000;

    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(password|passwd|passphrase|token|api_?key|secret_?key|private_?key|access_?key|(client|api|app|webhook)_?secret)");

    private final View view;
    private final Outline outline;
    private final List<Expression.StructLiteral> open = new ArrayList<>();
    private int depth;
    private int size;

    SchemaReader(View view, Outline outline) {
        this.view = view;
        this.outline = outline;
    }

    Schema read(Value value) {
        if (++size > LARGEST || depth > DEEPEST) {
            return new Schema.Anything(Optional.empty());
        }
        depth++;
        try {
            List<Outline.Alternative> alternatives = outline.alternatives(value);
            Optional<JsonNode> preset = preset(value);
            if (alternatives.size() == 1) {
                return one(alternatives.get(0).value(), preset);
            }
            return alternatives.stream().allMatch(alternative -> isScalar(alternative.value()))
                    ? scalar(values(alternatives), preset)
                    : oneOf(alternatives, preset);
        } finally {
            depth--;
        }
    }

    private static boolean isScalar(Value value) {
        return !(value instanceof Bottom) && !(value instanceof Vertex) && (value.kinds() & ~Kind.SCALAR) == 0;
    }

    private static List<Value> values(List<Outline.Alternative> alternatives) {
        return alternatives.stream().map(Outline.Alternative::value).toList();
    }

    /** The value as it is when nothing is said. */
    private Optional<JsonNode> preset(Value value) {
        return Optional.ofNullable(view.json(value).node());
    }

    private Schema one(Value value, Optional<JsonNode> preset) {
        if (isScalar(value)) {
            return scalar(List.of(value), preset);
        } else if (value.kinds() == Kind.STRUCT && value.isConcrete()) {
            return struct(value, preset);
        } else if (outline.isList(value)) {
            return list(value, preset);
        }
        return new Schema.Anything(preset);
    }

    // ---- scalars ----

    private static Schema scalar(List<Value> values, Optional<JsonNode> preset) {
        Set<ScalarType> types = EnumSet.noneOf(ScalarType.class);
        Set<JsonNode> choices = new LinkedHashSet<>();
        List<Constraint> constraints = new ArrayList<>();
        boolean isOpen = false;
        for (Value value : values) {
            types.addAll(types(kinds(value)));
            if (value.isConcrete()) {
                choices.add(View.data(value));
            } else {
                isOpen = true;
                constrain(value, constraints);
            }
        }
        if (types.contains(ScalarType.NUMBER)) {
            types.remove(ScalarType.INT);
        }
        return new Schema.Scalar(types, preset, List.copyOf(choices), isOpen, constraints);
    }

    /** A pattern or length is meant for texts, although it would also take bytes. */
    private static int kinds(Value value) {
        boolean isText = (value.kinds() & Kind.STRING) != 0 && !(value instanceof Scalars.BasicType);
        return isText ? value.kinds() & ~Kind.BYTES : value.kinds();
    }

    private static Set<ScalarType> types(int kinds) {
        Set<ScalarType> types = EnumSet.noneOf(ScalarType.class);
        add(types, kinds, Kind.NULL, ScalarType.NULL);
        add(types, kinds, Kind.BOOL, ScalarType.BOOL);
        boolean isFloat = (kinds & Kind.FLOAT) != 0;
        add(types, kinds, Kind.NUMBER, isFloat ? ScalarType.NUMBER : ScalarType.INT);
        add(types, kinds, Kind.STRING, ScalarType.STRING);
        add(types, kinds, Kind.BYTES, ScalarType.BYTES);
        return types;
    }

    private static void add(Set<ScalarType> types, int kinds, int kind, ScalarType type) {
        if ((kinds & kind) != 0) {
            types.add(type);
        }
    }

    private static void constrain(Value value, List<Constraint> constraints) {
        if (value instanceof Conjunction conjunction) {
            conjunction.parts().forEach(part -> constrain(part, constraints));
        } else if (value instanceof Bound bound) {
            constraints.add(bound(bound));
        } else if (value instanceof Validator validator) {
            constraints.add(validator(validator));
        }
    }

    private static Constraint bound(Bound bound) {
        Constraint.Kind kind =
                switch (bound.operator()) {
                    case LESS -> Constraint.Kind.BELOW;
                    case LESS_EQUAL -> Constraint.Kind.MOST;
                    case GREATER -> Constraint.Kind.ABOVE;
                    case GREATER_EQUAL -> Constraint.Kind.LEAST;
                    case NOT_EQUAL -> Constraint.Kind.NOT;
                    case MATCH -> Constraint.Kind.MATCHES;
                    case NOT_MATCH -> Constraint.Kind.MATCHES_NOT;
                    default -> Constraint.Kind.OTHER;
                };
        return new Constraint(kind, Optional.of(View.data(bound.limit())), bound.toString());
    }

    private static Constraint validator(Validator validator) {
        Constraint.Kind kind =
                switch (validator.builtin().name()) {
                    case "strings.MinRunes" -> Constraint.Kind.SHORTEST;
                    case "strings.MaxRunes" -> Constraint.Kind.LONGEST;
                    case "list.MinItems" -> Constraint.Kind.FEWEST_ITEMS;
                    case "list.MaxItems" -> Constraint.Kind.MOST_ITEMS;
                    case "list.UniqueItems" -> Constraint.Kind.UNIQUE_ITEMS;
                    default -> Constraint.Kind.OTHER;
                };
        Optional<JsonNode> limit = validator.arguments().stream().findFirst().map(View::data);
        return new Constraint(kind, limit, validator.toString());
    }

    // ---- lists and structs ----

    private Schema list(Value list, Optional<JsonNode> preset) {
        List<Constraint> constraints =
                outline.validators(list).stream().map(SchemaReader::validator).toList();
        Optional<Value> rest = outline.rest(list);
        if (rest.isPresent()) {
            return new Schema.ListOf(read(rest.get()), preset, constraints);
        }
        List<Schema> kinds = new ArrayList<>();
        for (Value element : view.elements(list)) {
            kinds.add(read(element));
        }
        Schema element = kinds.isEmpty() ? new Schema.Anything(Optional.empty()) : kinds.get(0);
        boolean alike = kinds.stream().allMatch(element::equals);
        return new Schema.ListOf(alike ? element : new Schema.Anything(Optional.empty()), preset, constraints);
    }

    private Schema struct(Value struct, Optional<JsonNode> preset) {
        List<Expression.StructLiteral> own = outline.literals(struct);
        if (own.stream().anyMatch(literal -> open.stream().anyMatch(outer -> outer == literal))) {
            return new Schema.Anything(preset);
        }
        int before = open.size();
        open.addAll(own);
        List<SchemaField> fields = new ArrayList<>();
        for (View.Field field : view.fields(struct)) {
            if (field.label().isRegular()) {
                fields.add(field(field));
            }
        }
        Optional<Schema> others = outline.others(struct).map(this::read);
        open.subList(before, open.size()).clear();
        return new Schema.Struct(fields, others, preset);
    }

    private SchemaField field(View.Field field) {
        Documentation documentation = Documentation.of(view.doc(field.value()));
        Schema schema = read(field.value());
        Presence presence;
        if (field.isOptional()) {
            presence = Presence.OPTIONAL;
        } else if (field.isRequired() || schema.defaultValue().isEmpty()) {
            presence = Presence.REQUIRED;
        } else {
            presence = Presence.DEFAULTED;
        }
        String name = field.label().name();
        boolean isMarked = documentation.marker("secret").isPresent()
                || view.attribute(field.value(), "secret").isPresent();
        return new SchemaField(
                name, presence, documentation, isMarked || isSecret(name, documentation, schema), schema);
    }

    private static boolean isSecret(String name, Documentation documentation, Schema schema) {
        return !documentation.usage().toLowerCase(Locale.ROOT).startsWith("name of")
                && schema instanceof Schema.Scalar scalar
                && scalar.types().contains(ScalarType.STRING)
                && scalar.choices().size() < 2
                && SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    // ---- alternatives ----

    private Schema oneOf(List<Outline.Alternative> alternatives, Optional<JsonNode> preset) {
        List<Value> scalars = new ArrayList<>();
        List<Schema> schemas = new ArrayList<>();
        for (Outline.Alternative alternative : alternatives) {
            if (isScalar(alternative.value())) {
                scalars.add(alternative.value());
            } else {
                schemas.add(one(alternative.value(), preset(alternative.value())));
            }
        }
        if (!scalars.isEmpty()) {
            schemas.add(scalar(scalars, Optional.empty()));
        }
        List<Schema.Alternative> named = new ArrayList<>();
        for (Schema schema : schemas) {
            named.add(new Schema.Alternative(name(schema, schemas), schema));
        }
        return new Schema.OneOf(named, preset);
    }

    /** The fields that an alternative has and no other, the required ones where there are some. */
    private static String name(Schema schema, List<Schema> all) {
        if (!(schema instanceof Schema.Struct struct) || struct.isMap()) {
            return schema.summary();
        }
        Set<String> others = new TreeSet<>();
        for (Schema other : all) {
            if (other != schema && other instanceof Schema.Struct fields) {
                fields.fields().forEach(field -> others.add(field.name()));
            }
        }
        List<SchemaField> own = struct.fields().stream()
                .filter(field -> !others.contains(field.name()))
                .toList();
        List<String> required = own.stream()
                .filter(SchemaField::isRequired)
                .map(SchemaField::name)
                .toList();
        List<String> names =
                required.isEmpty() ? own.stream().map(SchemaField::name).toList() : required;
        if (names.isEmpty()) {
            names = struct.fields().stream().map(SchemaReader::told).toList();
        }
        return String.join(", ", names);
    }

    /** A field that all alternatives have tells them apart by its value: {@code kind: "git"}. */
    private static String told(SchemaField field) {
        return field.schema() instanceof Schema.Scalar scalar && scalar.isFixed()
                ? field.name() + ": " + scalar.choices().get(0)
                : field.name();
    }
}
