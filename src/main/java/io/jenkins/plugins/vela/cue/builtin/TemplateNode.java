package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What a text template consists of. */
sealed interface TemplateNode {

    /** Text as it stands. */
    record Text(String text) implements TemplateNode {}

    /** {@code {{pipeline}}}. */
    record Action(Pipeline pipeline) implements TemplateNode {}

    /** {@code if}, {@code with} and {@code range}. */
    record Branch(Kind kind, Pipeline pipeline, List<TemplateNode> body, List<TemplateNode> otherwise)
            implements TemplateNode {}

    /** Kinds of branches. */
    enum Kind {
        IF,
        WITH,
        RANGE
    }

    /** {@code {{template "name" pipeline}}}. */
    record Include(String name, Optional<Pipeline> pipeline) implements TemplateNode {}

    /** {@code {{break}}} and {@code {{continue}}}. */
    record Jump(boolean ends) implements TemplateNode {}

    /**
     * Commands, each given the result of the one before as its last argument.
     *
     * @param variables that get the result
     * @param declares whether they are new ({@code :=}) or there already ({@code =})
     */
    record Pipeline(List<String> variables, boolean declares, List<List<Operand>> commands) {}

    /** A word of a command. */
    sealed interface Operand {}

    /** A number, text, truth value or nil. */
    record Literal(JsonNode value) implements Operand {}

    /** {@code .a.b}; without names the dot itself. */
    record Dot(List<String> fields) implements Operand {}

    /** {@code $x.a.b}. */
    record Variable(String name, List<String> fields) implements Operand {}

    /** {@code (pipeline).a.b}. */
    record Group(Pipeline pipeline, List<String> fields) implements Operand {}

    /** The name of a function. */
    record Function(String name) implements Operand {}
}
