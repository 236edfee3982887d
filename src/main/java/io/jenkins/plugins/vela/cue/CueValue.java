package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.builtin.DataText;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.eval.Outline;
import io.jenkins.plugins.vela.cue.eval.Vertex;
import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.export.Profile;
import io.jenkins.plugins.vela.cue.export.ValueSyntax;
import io.jenkins.plugins.vela.cue.format.CueFormat;
import io.jenkins.plugins.vela.cue.format.FormatStyle;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A value inside one evaluation. Belongs to one thread at a time (an evaluation is lazy and memoises). Where a value has
 * a default, every method but {@link #kind()} of an undecided one works on the default.
 */
public final class CueValue {

    private static final Label PROVIDER = Label.identifier("#provider", "");

    private final Session session;
    /** How to find the value in the session's evaluation. */
    private final Supplier<Value> way;

    private final CuePath path;
    /** What paths of errors leave away. */
    private final CuePath base;

    private Value known;
    private int knownIn;
    /** What {@link #error} has found, for the call of {@link #toJson} that follows most often. */
    private View.JsonOrBottom exported;

    private CueValue(Session session, Supplier<Value> way, CuePath path, CuePath base, Value known) {
        this.session = session;
        this.way = way;
        this.path = path;
        this.base = base;
        this.known = known;
        this.knownIn = session.generation();
    }

    private CueValue(Session session, Supplier<Value> way, CuePath path, Value known) {
        this(session, way, path, CuePath.root(), known);
    }

    /** This value with errors whose paths begin at it. */
    CueValue asRoot() {
        return new CueValue(session, way, path, path, value());
    }

    static CueValue root(Session session) {
        return new CueValue(session, session::root, CuePath.root(), session.root());
    }

    private <T> T run(Supplier<T> work) {
        return session.run(path, work);
    }

    /** The value; found again when a fill took the evaluation with it. */
    private Value value() {
        if (knownIn != session.generation()) {
            known = run(way);
            knownIn = session.generation();
        }
        return known;
    }

    private CueError errorOf(Bottom bottom) {
        return Errors.of(bottom, path, session.view()).seenFrom(base);
    }

    private Value resolved() {
        return run(() -> session.view().resolved(value()));
    }

    private CueException notA(String kind, Value found) {
        if (found instanceof Bottom bottom) {
            return new CueException(List.of(errorOf(bottom)));
        }
        if (!found.isConcrete()) {
            return new CueException(List.of(errorOf(Bottom.incomplete("incomplete value " + found))));
        }
        return new CueException(List.of(errorOf(
                Bottom.conflict("cannot use " + found + " (type " + Kind.name(found.kinds()) + ") as " + kind))));
    }

    /** The value at a path below this one; never null, see {@link #exists()}. */
    public CueValue lookup(CuePath path) {
        return found(() -> step(path), this.path.append(path));
    }

    private Value step(CuePath path) {
        Value found = value();
        for (CuePath.Element element : path.elements()) {
            found = session.view().field(found, Wiring.label(element));
        }
        return found;
    }

    private CueValue found(Supplier<Value> way, CuePath where) {
        return new CueValue(session, way, where, run(way));
    }

    /**
     * {@link #lookup(CuePath)} with a path in text.
     *
     * @throws IllegalArgumentException when the text is no path
     */
    public CueValue lookup(String path) {
        return lookup(CuePath.parse(path));
    }

    /** False where the path leads nowhere, also for optional and required fields that have no value. */
    public boolean exists() {
        return value() instanceof Vertex;
    }

    public CueKind kind() {
        if (!exists()) {
            return value() instanceof Bottom bottom && bottom.isFatal() ? CueKind.ERROR : CueKind.ABSENT;
        }
        Value found = resolved();
        if (found instanceof Bottom bottom) {
            return bottom.isFatal() ? CueKind.ERROR : CueKind.UNDECIDED;
        }
        if (!found.isConcrete()) {
            return CueKind.UNDECIDED;
        }
        return switch (found.kinds()) {
            case Kind.NULL -> CueKind.NULL;
            case Kind.BOOL -> CueKind.BOOL;
            case Kind.INT -> CueKind.INT;
            case Kind.FLOAT -> CueKind.FLOAT;
            case Kind.STRING -> CueKind.STRING;
            case Kind.BYTES -> CueKind.BYTES;
            case Kind.STRUCT -> CueKind.STRUCT;
            case Kind.LIST -> CueKind.LIST;
            default -> CueKind.UNDECIDED;
        };
    }

    /** True for a scalar with a value, and for structs and lists, whatever their fields are. */
    public boolean isConcrete() {
        return resolved().isConcrete();
    }

    /**
     * The string.
     *
     * @throws CueException when this is not a concrete string
     */
    public String asString() {
        Value found = resolved();
        if (found instanceof Text text) {
            return text.value();
        }
        throw notA("string", found);
    }

    /**
     * The boolean.
     *
     * @throws CueException when this is not a concrete boolean
     */
    public boolean asBoolean() {
        Value found = resolved();
        if (found instanceof Bool bool) {
            return bool.value();
        }
        throw notA("bool", found);
    }

    /**
     * The number.
     *
     * @throws CueException when this is not a concrete number
     */
    public BigDecimal asNumber() {
        Value found = resolved();
        if (found instanceof Num number) {
            return number.decimal();
        }
        throw notA("number", found);
    }

    /**
     * The value as data: definitions, hidden and optional fields dropped, defaults taken, fields in export order.
     *
     * @throws CueException when it, or anything below it, is incomplete or an error
     */
    public JsonNode toJson() {
        View.JsonOrBottom result = exported;
        exported = null;
        if (result == null || knownIn != session.generation()) {
            result = run(() -> session.view().json(value()));
        }
        if (result.bottom() != null) {
            throw new CueException(List.of(errorOf(result.bottom())));
        }
        return result.node();
    }

    /**
     * The value as YAML, one document in block style.
     *
     * @throws CueException as {@link #toJson()}
     */
    public String toYaml() {
        return DataText.yaml(toJson());
    }

    /** The value in CUE, as {@link #toCue(CueText)} writes it with {@link CueText#schema()}. */
    public String toCue() {
        return toCue(CueText.schema());
    }

    /**
     * The value in CUE: defaults taken, types and bounds as they are, what is not decided yet as the expressions that it
     * was given. The fields of a struct stand by themselves, as in a file. A fatal error within it is {@code _|_}.
     */
    public String toCue(CueText text) {
        return run(() -> {
            Profile profile =
                    new Profile(text.definitions(), text.hidden(), text.optional(), text.attributes(), text.docs());
            FormatStyle style = new FormatStyle(text.simplified(), text.spaces());
            return CueFormat.made(new ValueSyntax(session.view(), profile).file(value()), style);
        });
    }

    /** Why {@link #toJson()} would fail; empty when it would not. A fatal error is preferred to an incomplete one. */
    public Optional<CueError> error() {
        try {
            View.JsonOrBottom result = run(() -> session.view().json(value()));
            exported = result;
            return Optional.ofNullable(result.bottom()).map(this::errorOf);
        } catch (CueException e) {
            return Optional.of(e.errors().get(0));
        }
    }

    /** Every fatal error in this value and below; empty when there is none, however incomplete the value is. */
    public List<CueError> errors() {
        return faults(false);
    }

    /**
     * Every fatal error in this value and below; when there is none, everything that keeps it from being data: types
     * without values, required fields that are missing, alternatives that are not decided.
     */
    public List<CueError> dataErrors() {
        return faults(true);
    }

    /**
     * This value, when it is complete data.
     *
     * @throws CueException with all {@link #dataErrors()}
     */
    public CueValue validate() {
        List<CueError> errors = dataErrors();
        if (!errors.isEmpty()) {
            throw new CueException(errors);
        }
        return this;
    }

    private List<CueError> faults(boolean concrete) {
        try {
            return run(() -> session.view().faults(value(), concrete).stream()
                    .map(this::explained)
                    .toList());
        } catch (CueException e) {
            return e.errors();
        }
    }

    private CueError explained(Bottom bottom) {
        CueError error = errorOf(bottom);
        return error.with(Hints.undefined(bottom, error.path(), session.view()));
    }

    /** The default of a value that has one; the value itself where there is nothing to choose. */
    public CueValue defaultValue() {
        return found(this::resolved, path);
    }

    /**
     * What this value and the other one both say.
     *
     * @throws IllegalArgumentException when they do not come from the same evaluation; unify sources, or {@link #fill} in
     *     data then
     */
    public CueValue unify(CueValue other) {
        if (session != other.session) {
            throw new IllegalArgumentException("values of different evaluations cannot be unified");
        }
        return found(() -> session.view().unified(value(), other.value()), path);
    }

    /** {@link #fill(CuePath, JsonNode)} with a path in text. */
    public CueValue fill(String path, JsonNode data) {
        return fill(CuePath.parse(path), data);
    }

    /** Regular fields in export order; empty when this is no struct. */
    public List<CueField> fields() {
        List<CueField> fields = new ArrayList<>();
        for (CueField field : allFields()) {
            if (field.kind() == CueField.Kind.REGULAR) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** All fields, also optional, required, hidden ones and definitions, in export order. */
    public List<CueField> allFields() {
        return run(() -> {
            List<CueField> fields = new ArrayList<>();
            for (View.Field field : session.view().fields(value())) {
                CuePath.Element element = Wiring.element(field.label());
                CueField.Kind kind = field.isOptional()
                        ? CueField.Kind.OPTIONAL
                        : field.isRequired()
                                ? CueField.Kind.REQUIRED
                                : field.label().isDefinition()
                                        ? CueField.Kind.DEFINITION
                                        : field.label().isHidden() ? CueField.Kind.HIDDEN : CueField.Kind.REGULAR;
                fields.add(new CueField(
                        element,
                        kind,
                        new CueValue(
                                session,
                                () -> session.view().constraint(value(), field.label()),
                                path.append(element),
                                field.value())));
            }
            return fields;
        });
    }

    /**
     * True for a struct that takes fields which it does not declare: it is not closed, or it has {@code ...} or a
     * pattern. Also true where nothing is known about the value ({@code _}), and for a list that may get longer.
     */
    public boolean isOpen() {
        return run(() -> session.view().isOpen(value()));
    }

    /** Elements of a list; empty when this is no list. */
    public List<CueValue> elements() {
        return run(() -> {
            List<CueValue> elements = new ArrayList<>();
            for (Value element : session.view().elements(value())) {
                CuePath.Index index = new CuePath.Index(elements.size());
                elements.add(
                        new CueValue(session, () -> step(new CuePath(List.of(index))), path.append(index), element));
            }
            return elements;
        });
    }

    /** Text of the comments above the field's declarations, without the slashes; empty when there are none. */
    public String doc() {
        return session.view().doc(value());
    }

    /**
     * What this value may be: a model for forms, documentation and OpenAPI. A definition that contains itself is followed
     * to where it begins again. What depends on data that is not there yet ({@code if}) is left out.
     */
    public Schema schema() {
        return run(() -> new SchemaReader(session.view(), new Outline(session.evaluation())).read(value()));
    }

    /** The text between the parentheses of {@code @name(…)} on this field. */
    public Optional<String> attribute(String name) {
        return session.view().attribute(value(), name);
    }

    /** Where the value was declared first, where that is known. */
    public Optional<CuePosition> position() {
        return session.view()
                .position(value())
                .map(position -> new CuePosition(position.file(), position.line(), position.column()));
    }

    /** From the root of the evaluation. */
    public CuePath path() {
        return path;
    }

    /**
     * A new evaluation with data at the path (relative to this value) in place of what an earlier fill put there; this
     * one stays valid. Data at a path below which the template has nothing is ignored: a fill creates no structs on
     * the way to it.
     *
     * @return the value at this value's path in the new evaluation
     */
    public CueValue fill(CuePath path, JsonNode data) {
        List<Label> labels = new ArrayList<>(Wiring.labels(this.path));
        labels.addAll(Wiring.labels(path));
        return root(session.fill(session.fills().with(labels, data, false))).lookup(this.path);
    }

    /**
     * Evaluates an expression in the scope of this value: its fields are the outermost names. The text may start with
     * imports and may hold several declarations, as a file may.
     *
     * @throws CueException when the text does not parse or refers to a name that is not there
     */
    public CueValue evaluate(String expression) {
        return found(() -> session.inScope(expression, value()), CuePath.root());
    }

    /**
     * Every action below and including this value whose tracked label is concrete, in the order in which the reference
     * performs them: children before parents, then export order, siblings with {@code @step(n)} first. Hidden and
     * optional fields and list elements are visited, definitions are not. Structs that are there only in an error are
     * left out.
     */
    public List<CueAction> actions() {
        return run(() -> {
            List<CueAction> actions = new ArrayList<>();
            for (Vertex action : session.view().actions(value())) {
                CuePath where = Wiring.path(View.path(action));
                actions.add(new CueAction(
                        where,
                        session.view().text(action, session.tracked()).orElseThrow(),
                        session.view().text(action, PROVIDER),
                        new CueValue(session, () -> root(session).step(where), where, action)));
            }
            return actions;
        });
    }

    /**
     * Paths of the tracked actions whose results were consulted, present or absent, transitively, to compute this whole
     * value, including the guards that decide whether it exists.
     */
    public Set<CuePath> reads() {
        return run(() -> {
            Set<CuePath> paths = new HashSet<>();
            for (Vertex action : session.view().reads(value())) {
                paths.add(Wiring.path(View.path(action)));
            }
            return paths;
        });
    }
}
