package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;

/** Turns what a body computed into values. */
final class Results {
    private Results() {}

    static Value text(String text) {
        return new Scalars.Text(text);
    }

    static Value bytes(byte[] bytes) {
        return new Scalars.Binary(Bytes.of(bytes));
    }

    static Value bool(boolean value) {
        return Scalars.Bool.of(value);
    }

    static Value integer(long value) {
        return Num.of(value);
    }

    static Value integer(BigInteger value) {
        return Num.of(value);
    }

    /** A decimal: an int where it is a whole number, as in the reference. */
    static Value decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return Num.of(0);
        }
        if (value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0) {
            return Num.ofInt(
                    value.precision() - value.scale() > 400 ? value : value.setScale(0, RoundingMode.UNNECESSARY));
        }
        return Num.ofFloat(value);
    }

    /** A floating-point number with its shortest decimal form. */
    static Value real(double value) throws Failure {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw Failure.of("result is not a number: " + (Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf"));
        }
        return Num.ofFloat(FloatText.shortest(value));
    }

    static Value texts(Call call, Collection<String> texts) {
        return call.context().list(texts.stream().map(Results::text).toList());
    }

    static Value list(Call call, List<? extends Value> values) {
        return call.context().list(values);
    }
}
