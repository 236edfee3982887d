package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

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

    /** Count, median, 99th percentile and maximum of some times; the names begin with a prefix, which may be empty. */
    Report withTimes(String prefix, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        with(prefix + "count", sorted.size());
        with(prefix + "p50_ms", at(sorted, 0.50) / 1e6);
        with(prefix + "p99_ms", at(sorted, 0.99) / 1e6);
        return with(prefix + "max_ms", at(sorted, 1) / 1e6);
    }

    /** The smallest time that this share of them does not exceed. */
    private static double at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** The heap that is alive after a collection, and the threads, of this process. */
    Report withProcess() {
        System.gc();
        with("heap_mb", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6);
        return with("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static BigDecimal rounded(double number) {
        return new BigDecimal(new BigDecimal(number).round(DIGITS).toPlainString());
    }

    void print() {
        System.out.println(line);
        System.out.flush();
    }
}
