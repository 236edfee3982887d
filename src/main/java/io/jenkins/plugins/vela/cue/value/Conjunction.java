package io.jenkins.plugins.vela.cue.value;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type, bounds and validators that all hold and do not (yet) come down to one value: {@code int & >5}.
 *
 * @param kinds kinds that are left
 * @param parts bounds and validators, none twice
 */
public record Conjunction(int kinds, List<Value> parts) implements Value {
    public Conjunction {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        int own = Kind.TOP;
        for (Value part : parts) {
            own &= part.kinds();
        }
        String bounds = parts.stream().map(Object::toString).collect(Collectors.joining(" & "));
        return own == kinds ? bounds : bounds + " & " + Kind.name(kinds);
    }
}
