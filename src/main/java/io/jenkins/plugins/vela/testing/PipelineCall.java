package io.jenkins.plugins.vela.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * A call in a script.
 *
 * @param source the script's file, as it was named
 * @param line from 1
 * @param column from 1
 * @param function what is called
 * @param arguments the named arguments, as far as the script's text says their values
 * @param later paths of arguments whose values only a build knows
 * @param style how the arguments are given
 */
public record PipelineCall(
        String source, int line, int column, String function, ObjectNode arguments, List<String> later, Style style) {

    /** How arguments are given. */
    public enum Style {
        /** {@code f(a: 1)}, {@code f([a: 1])} or {@code f()}. */
        NAMED,
        /** {@code f('x')}: what Pipeline allows where a step has one required parameter; it is named {@code ""} here. */
        SINGLE,
        /** A map in a variable, or more than one argument: nothing is known of them. */
        UNKNOWN
    }

    public PipelineCall {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(style, "style");
        arguments = arguments.deepCopy();
        later = List.copyOf(later);
    }

    CallProblem problem(String message) {
        return new CallProblem(source, line, column, message);
    }
}
