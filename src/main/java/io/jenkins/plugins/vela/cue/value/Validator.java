package io.jenkins.plugins.vela.cue.value;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A builtin as a constraint: {@code strings.MinRunes(3)}, {@code list.MaxItems(2)}, {@code time.Time}.
 *
 * @param builtin a function with a bool result; the constrained value becomes its first argument
 * @param arguments the other arguments
 */
public record Validator(Builtin builtin, List<Value> arguments) implements Value {
    public Validator {
        arguments = List.copyOf(arguments);
    }

    @Override
    public int kinds() {
        return builtin.parameters().get(0);
    }

    @Override
    public String toString() {
        return builtin.name()
                + (builtin.parameters().size() == 1
                        ? "()"
                        : arguments.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")")));
    }
}
