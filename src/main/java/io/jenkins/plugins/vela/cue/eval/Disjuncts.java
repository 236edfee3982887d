package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.value.Value;
import java.util.List;

/**
 * What is left of a disjunction: at least two values, the defaults first.
 *
 * @param values scalars, types and the like, or vertices
 * @param defaults how many of them are defaults
 */
record Disjuncts(List<Value> values, int defaults) implements Value {
    Disjuncts {
        values = List.copyOf(values);
    }

    /** So many values, of which some are defaults: those go to the front. */
    static Disjuncts of(Value[] values, boolean[] isDefault, int count) {
        Value[] ordered = new Value[count];
        int defaults = 0;
        for (int i = 0; i < count; i++) {
            if (isDefault[i]) {
                ordered[defaults++] = values[i];
            }
        }
        int at = defaults;
        for (int i = 0; i < count; i++) {
            if (!isDefault[i]) {
                ordered[at++] = values[i];
            }
        }
        return new Disjuncts(List.of(ordered), defaults);
    }

    @Override
    public int kinds() {
        int kinds = 0;
        for (Value value : values) {
            kinds |= value.kinds();
        }
        return kinds;
    }

    /** The one default, or null when there is none or more than one. */
    Value preferred() {
        return defaults == 1 ? values.get(0) : null;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int shown = defaults > 1 ? defaults : values.size();
        for (int i = 0; i < shown; i++) {
            text.append(i > 0 ? " | " : "")
                    .append(defaults == 1 && i == 0 ? "*" : "")
                    .append(values.get(i));
        }
        return text.toString();
    }
}
