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

    private boolean pending = true;

    CueValue() {}

    /** The value at a path below this one; never null, see {@link #exists()}. */
    public CueValue lookup(CuePath path) {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
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
        if (pending) {
            throw Pending.notYet(this);
        }
        return false;
    }

    public CueKind kind() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** True for a scalar with a value, and for structs and lists, whatever their fields are. */
    public boolean isConcrete() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return false;
    }

    /**
     * The string.
     *
     * @throws CueException when this is not a concrete string
     */
    public String asString() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * The boolean.
     *
     * @throws CueException when this is not a concrete boolean
     */
    public boolean asBoolean() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return false;
    }

    /**
     * The number.
     *
     * @throws CueException when this is not a concrete number
     */
    public BigDecimal asNumber() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * The value as data: definitions, hidden and optional fields dropped, defaults taken, fields in export order.
     *
     * @throws CueException when it, or anything below it, is incomplete or an error
     */
    public JsonNode toJson() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** Why {@link #toJson()} would fail; empty when it would not. A fatal error is preferred to an incomplete one. */
    public Optional<CueError> error() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** Regular fields in export order; empty when this is no struct. */
    public List<CueField> fields() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** All fields, also optional, required, hidden ones and definitions, in export order. */
    public List<CueField> allFields() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** Elements of a list; empty when this is no list. */
    public List<CueValue> elements() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** Text of the comments above the field's declarations, without the slashes; empty when there are none. */
    public String doc() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** The text between the parentheses of {@code @name(…)} on this field. */
    public Optional<String> attribute(String name) {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** Where the value was declared first, where that is known. */
    public Optional<CuePosition> position() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** From the root of the evaluation. */
    public CuePath path() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * A new evaluation with data at the path (relative to this value) in place of what an earlier fill put there; this
     * one stays valid. Data at a path below which the template has nothing is ignored: a fill creates no structs on
     * the way to it.
     *
     * @return the value at this value's path in the new evaluation
     */
    public CueValue fill(CuePath path, JsonNode data) {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * Evaluates an expression in the scope of this value: its fields are the outermost names. The text may start with
     * imports and may hold several declarations, as a file may.
     *
     * @throws CueException when the text does not parse or refers to a name that is not there
     */
    public CueValue evaluate(String expression) {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * Every action below and including this value whose tracked label is concrete, in the order in which the reference
     * performs them: children before parents, then export order, siblings with {@code @step(n)} first. Hidden and
     * optional fields and list elements are visited, definitions are not. Structs that are there only in an error are
     * left out.
     */
    public List<CueAction> actions() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /**
     * Paths of the tracked actions whose results were consulted, present or absent, transitively, to compute this whole
     * value, including the guards that decide whether it exists.
     */
    public Set<CuePath> reads() {
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }
}
