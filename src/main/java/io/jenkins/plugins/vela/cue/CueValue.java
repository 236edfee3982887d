package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A value inside one evaluation. Belongs to one thread at a time (an evaluation is lazy and memoises). Where a value has
 * a default, every method but {@link #kind()} of an undecided one works on the default.
 */
public final class CueValue {

    CueValue() {}

    /** The value at a path below this one; never null, see {@link #exists()}. */
    public CueValue lookup(CuePath path) {
        throw new UnsupportedOperationException("not yet");
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
        throw new UnsupportedOperationException("not yet");
    }

    public CueKind kind() {
        throw new UnsupportedOperationException("not yet");
    }

    /** True for a scalar with a value, and for structs and lists, whatever their fields are. */
    public boolean isConcrete() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The string.
     *
     * @throws CueException when this is not a concrete string
     */
    public String asString() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The boolean.
     *
     * @throws CueException when this is not a concrete boolean
     */
    public boolean asBoolean() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The number.
     *
     * @throws CueException when this is not a concrete number
     */
    public BigDecimal asNumber() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * The value as data: definitions, hidden and optional fields dropped, defaults taken, fields in export order.
     *
     * @throws CueException when it, or anything below it, is incomplete or an error
     */
    public JsonNode toJson() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Why {@link #toJson()} would fail; empty when it would not. A fatal error is preferred to an incomplete one. */
    public Optional<CueError> error() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Regular fields in export order; empty when this is no struct. */
    public List<CueField> fields() {
        throw new UnsupportedOperationException("not yet");
    }

    /** All fields, also optional, required, hidden ones and definitions, in export order. */
    public List<CueField> allFields() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Elements of a list; empty when this is no list. */
    public List<CueValue> elements() {
        throw new UnsupportedOperationException("not yet");
    }

    /** Text of the comments above the field's declarations, without the slashes; empty when there are none. */
    public String doc() {
        throw new UnsupportedOperationException("not yet");
    }

    /** The text between the parentheses of {@code @name(…)} on this field. */
    public Optional<String> attribute(String name) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Where the value was declared first, where that is known. */
    public Optional<CuePosition> position() {
        throw new UnsupportedOperationException("not yet");
    }

    /** From the root of the evaluation. */
    public CuePath path() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * A new evaluation with data at the path (relative to this value) in place of what an earlier fill put there; this
     * one stays valid. Data at a path below which the template has nothing is ignored: a fill creates no structs on
     * the way to it.
     *
     * @return the value at this value's path in the new evaluation
     */
    public CueValue fill(CuePath path, JsonNode data) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Evaluates an expression in the scope of this value: its fields are the outermost names. The text may start with
     * imports and may hold several declarations, as a file may.
     *
     * @throws CueException when the text does not parse or refers to a name that is not there
     */
    public CueValue evaluate(String expression) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Every action below and including this value whose tracked label is concrete, in the order in which the reference
     * performs them: children before parents, then export order, siblings with {@code @step(n)} first. Hidden and
     * optional fields and list elements are visited, definitions are not. Structs that are there only in an error are
     * left out.
     */
    public List<CueAction> actions() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Paths of the tracked actions whose results were consulted, present or absent, transitively, to compute this whole
     * value, including the guards that decide whether it exists.
     */
    public Set<CuePath> reads() {
        throw new UnsupportedOperationException("not yet");
    }
}
