package io.jenkins.plugins.vela.cue.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a builtin may ask of the evaluation that calls it. Values handed out are valid during the call. Nothing here
 * throws: failures are {@link Bottom}s, to be returned by the builtin as they are.
 */
public interface CallContext {

    /** A fatal error at the place of the call; the message is prefixed with the name of the builtin. */
    Bottom error(String message);

    /** As {@link #error}, but more data may cure it. */
    Bottom incomplete(String message);

    /** A value with its default taken and references resolved: a scalar, a type, a bottom, or a struct or list. */
    Value value(Value value);

    /** The elements of a list, each with its default taken; an element may be a bottom or not concrete. */
    List<Value> elements(Value list);

    /** The regular fields of a struct in order. */
    List<Field> fields(Value struct);

    /** The value at a field, or null when there is none. */
    Value field(Value struct, String name);

    /** A regular field. */
    record Field(String name, Value value) {}

    /** The whole value as data (object members in export order), wrapped; or why that is not possible. */
    Json json(Value value);

    /** As {@link #json}, but bytes become binary nodes. */
    Json data(Value value);

    /** Data or the reason why there is none: exactly one of both is not null. */
    record Json(JsonNode data, Bottom error) {}

    /** Data as a value. */
    Value of(JsonNode data);

    /** A closed list of values. */
    Value list(List<? extends Value> elements);

    /** The unification of two values, checked to the bottom of both; incomplete parts are no error. */
    Value unify(Value a, Value b);

    /** Why the value is bottom or contains a fatal error, or null. */
    Bottom fatal(Value value);

    /** Whether a value is the very one that a package has under a name: {@code list.Ascending}, unified with nothing. */
    boolean isMember(Value value, String path, String name);

    /** Deep equality of two concrete values, as {@code ==} sees it. */
    boolean equal(Value a, Value b);

    /**
     * Evaluates CUE source text that uses no imports, in an empty scope; for {@code yaml.Unmarshal} and the like use
     * {@link #of} instead.
     */
    Value compile(String text);

    /** A struct with these fields. */
    default Value struct(List<Field> fields) {
        return error("structs of values are not supported here");
    }

    /** Whether a list or struct may still get more elements or fields. */
    default boolean isOpen(Value value) {
        return false;
    }

    /** The answer of a check that failed: {@code false} where it was called, the reason where it is a constraint. */
    default Value unsatisfied(String reason) {
        return Bottom.conflict(reason);
    }

    /** As {@link #unsatisfied}, but more elements or fields may cure it. */
    default Value unsatisfiedYet(String reason) {
        return Bottom.incomplete(reason);
    }
}
