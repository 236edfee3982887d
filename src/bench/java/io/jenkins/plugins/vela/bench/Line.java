package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** One result: a JSON object on a line of standard output. */
final class Line {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    Line(String benchmark, String what) {
        json.put("benchmark", benchmark).put("case", what);
    }

    Line put(String name, String value) {
        json.put(name, value);
        return this;
    }

    Line put(String name, long value) {
        json.put(name, value);
        return this;
    }

    /** Four digits are more than a measurement is worth. */
    Line put(String name, double value) {
        json.put(name, new BigDecimal(value).round(new MathContext(4)));
        return this;
    }

    /** Adds count, median, 99th percentile and maximum. */
    Line times(List<Long> nanos) {
        return times("", nanos);
    }

    /** The same, the names with something before them. */
    Line times(String prefix, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        put(prefix + "count", sorted.size());
        put(prefix + "p50_ms", at(sorted, 0.50) / 1e6);
        put(prefix + "p99_ms", at(sorted, 0.99) / 1e6);
        return put(prefix + "max_ms", at(sorted, 1) / 1e6);
    }

    private static double at(List<Long> sorted, double share) {
        if (sorted.isEmpty()) {
            return 0;
        }
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** Adds live heap and threads of this process. */
    Line process() {
        put("heap_mb", heap() / 1e6);
        return put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Bytes of the heap that are alive, after a collection. */
    static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    void print() {
        System.out.println(json);
    }
}
