package io.jenkins.plugins.vela.cue.value;

import java.util.List;

/**
 * A function of a standard package or a predeclared one. As a value it can stand for a constraint: called with one
 * argument less than it has parameters, or not called at all where it has one parameter, it is a {@link Validator} if
 * its result is a bool.
 *
 * @param name with the package, for messages: {@code strings.ToUpper}
 * @param parameters for each parameter the kinds it takes ({@link Kind} bits)
 * @param result kinds of the result
 * @param mode what the evaluator does to the arguments before the call
 * @param body what it does
 */
public record Builtin(String name, List<Integer> parameters, int result, Mode mode, Body body) implements Value {

    /** Added to the kinds of a last parameter that may be left out; the body then gets one argument less. */
    public static final int OPTIONAL = 1 << 20;

    public Builtin {
        parameters = List.copyOf(parameters);
    }

    /** How arguments reach the body. */
    public enum Mode {
        /**
         * Evaluated, defaults taken, of the declared kinds and concrete at the top; elements of lists and fields of
         * structs are not checked (use {@link CallContext#json} or {@link CallContext#elements}).
         */
        CONCRETE,
        /** Evaluated as far as possible; may be types, bounds, undecided or incomplete values. */
        ANY
    }

    /** The body of a function. Must be pure and quick, or bounded by the size of its arguments. */
    @FunctionalInterface
    public interface Body {
        /**
         * Computes the result.
         *
         * @param arguments as many as there are parameters
         * @return the result, or a {@link Bottom}; never null
         */
        Value call(CallContext context, List<Value> arguments);
    }

    /** A function with concrete arguments. */
    public static Builtin of(String name, List<Integer> parameters, int result, Body body) {
        return new Builtin(name, parameters, result, Mode.CONCRETE, body);
    }

    @Override
    public int kinds() {
        return Kind.FUNCTION;
    }

    @Override
    public boolean isConcrete() {
        return true;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Builtin builtin && name.equals(builtin.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
