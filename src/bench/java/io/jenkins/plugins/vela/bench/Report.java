package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What a benchmark found: one JSON object on one line of standard output, its first member the benchmark's name. */
final class Report {

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    private final ObjectNode line = JsonNodeFactory.instance.objectNode();

    Report(String benchmark) {
        line.put("benchmark", benchmark);
    }

    /** A number, to four digits. The name says its unit ({@code p50_ms}). */
    Report with(String name, double number) {
        if (!Double.isNaN(number) && !Double.isInfinite(number)) {
            line.put(name, rounded(number));
        }
        return this;
    }

    Report with(String name, long number) {
        line.put(name, number);
        return this;
    }

    Report with(String name, double... numbers) {
        for (double number : numbers) {
            line.withArray("/" + name).add(rounded(number));
        }
        return this;
    }

    Report with(String name, String text) {
        line.put(name, text);
        return this;
    }

    private static BigDecimal rounded(double number) {
        return new BigDecimal(new BigDecimal(number).round(DIGITS).toPlainString());
    }

    void print() {
        System.out.println(line);
        System.out.flush();
    }
}
