package io.jenkins.plugins.vela.workflow.micrometer;

import io.jenkins.plugins.vela.workflow.Meters;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts an engine's figures into a registry. Names have dots there, and a Prometheus registry makes the upstream controller's
 * names of them again. Thread-safe.
 */
public final class MicrometerMeters implements Meters {

    private static final String SECONDS = "_seconds";

    private record Key(String name, Map<String, String> tags) {}

    private final MeterRegistry registry;
    private final Map<Key, AtomicLong> numbers = new ConcurrentHashMap<>();

    public MicrometerMeters(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** As a number: a counter would get another name in Prometheus than upstream's has. */
    @Override
    public void count(String name, Map<String, String> tags) {
        gauge(name, tags).incrementAndGet();
    }

    @Override
    public void number(String name, Map<String, String> tags, long value) {
        gauge(name, tags).set(value);
    }

    private AtomicLong gauge(String name, Map<String, String> tags) {
        return numbers.computeIfAbsent(new Key(name, tags), key -> {
            AtomicLong number = new AtomicLong();
            Gauge.builder(dotted(name), number, AtomicLong::get)
                    .tags(tags(tags))
                    .register(registry);
            return number;
        });
    }

    @Override
    public void time(String name, Map<String, String> tags, Duration duration) {
        // a registry adds the unit itself
        String plain = name.endsWith(SECONDS) ? name.substring(0, name.length() - SECONDS.length()) : name;
        Timer.builder(dotted(plain)).tags(tags(tags)).register(registry).record(duration);
    }

    @Override
    public void millis(String name, Map<String, String> tags, long milliseconds) {
        DistributionSummary.builder(dotted(name))
                .tags(tags(tags))
                .register(registry)
                .record((double) milliseconds);
    }

    private static String dotted(String name) {
        return name.replace('_', '.');
    }

    private static Tags tags(Map<String, String> tags) {
        Tags all = Tags.empty();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all = all.and(tag.getKey(), tag.getValue());
        }
        return all;
    }
}
