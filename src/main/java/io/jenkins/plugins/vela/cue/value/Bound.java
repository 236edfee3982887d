package io.jenkins.plugins.vela.cue.value;

import com.google.re2j.Pattern;
import io.jenkins.plugins.vela.cue.syntax.Operator;

/**
 * A bound such as {@code >=1}, {@code !="x"} or {@code =~"^a"}.
 *
 * @param operator one of the comparison and match operators
 * @param limit a concrete scalar
 * @param pattern compiled for the match operators, otherwise null
 */
public record Bound(Operator operator, Value limit, Pattern pattern) implements Value {

    @Override
    public int kinds() {
        if (operator == Operator.NOT_EQUAL && limit.kinds() == Kind.NULL) {
            return Kind.TOP & ~Kind.NULL;
        }
        if (operator == Operator.NOT_EQUAL) {
            return (limit.kinds() & Kind.NUMBER) != 0 ? Kind.NUMBER : limit.kinds();
        }
        if ((limit.kinds() & Kind.NUMBER) != 0) {
            return Kind.NUMBER;
        }
        return limit.kinds();
    }

    /** Whether a concrete value of a fitting kind is within the bound. */
    public boolean admits(Value value) {
        if (pattern != null) {
            // bytes are never searched
            boolean isText = (value.kinds() & Kind.STRING) != 0;
            return isText && pattern.matcher(Scalar.text(value)).find() == (operator == Operator.MATCH);
        }
        if (operator == Operator.NOT_EQUAL || operator == Operator.EQUAL) {
            return Scalar.same(value, limit) == (operator == Operator.EQUAL);
        }
        int order = Scalar.compare(value, limit);
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    @Override
    public String toString() {
        return operator.symbol() + limit;
    }
}
