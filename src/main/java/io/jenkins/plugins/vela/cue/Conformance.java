package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs test vectors: a JSON object a line with {@code id}, {@code suite}, {@code input} and {@code checks}, each check a
 * path with either the expected JSON or {@code "error": true}. A vector that takes more than two seconds fails.
 */
public final class Conformance {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Checks passed and checks in all. */
    private record Tally(int passed, int all) {
        Tally plus(Tally other) {
            return new Tally(passed + other.passed, all + other.all);
        }

        @Override
        public String toString() {
            return passed + "/" + all + String.format(" (%.1f%%)", all == 0 ? 0.0 : passed * 100.0 / all);
        }
    }

    /** A check that did not pass. */
    private record Failure(String path, String expected, String found) {}

    private Conformance() {}

    /**
     * Runs a file of vectors and prints totals per suite, the last line being {@code TOTAL passed/all (percent)}.
     *
     * @param failures also print each failed check
     * @param only glob over ids, or empty for all
     * @return true when everything passed
     */
    public static boolean run(Path file, boolean failures, String only, PrintWriter out) throws IOException {
        PathMatcher matcher = only.isEmpty() ? null : FileSystems.getDefault().getPathMatcher("glob:" + only);
        Map<String, Tally> suites = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode vector = JSON.readTree(line);
            String id = vector.path("id").asText();
            if (matcher != null && !matcher.matches(Path.of(id))) {
                continue;
            }
            List<Failure> failed = run(vector);
            int all = vector.path("checks").size();
            suites.merge(vector.path("suite").asText(), new Tally(all - failed.size(), all), Tally::plus);
            if (failures) {
                for (Failure failure : failed) {
                    out.println("FAIL " + id + " at " + failure.path());
                    out.println("  expected " + failure.expected());
                    out.println("  found    " + failure.found());
                }
            }
        }
        Tally total = suites.values().stream().reduce(new Tally(0, 0), Tally::plus);
        suites.forEach((suite, tally) -> out.println(suite + " " + tally));
        out.println("TOTAL " + total);
        out.flush();
        return total.passed() == total.all();
    }

    private static List<Failure> run(JsonNode vector) {
        CompletableFuture<List<Failure>> result = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(check(vector));
                    } catch (RuntimeException | StackOverflowError e) {
                        result.completeExceptionally(e);
                    }
                },
                "vector",
                64L << 20);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return all(vector, "no result in " + PATIENCE);
        } catch (ExecutionException e) {
            return all(vector, "crash: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return all(vector, "interrupted");
        }
    }

    private static List<Failure> all(JsonNode vector, String what) {
        List<Failure> failures = new ArrayList<>();
        for (JsonNode check : vector.path("checks")) {
            failures.add(new Failure(check.path("path").asText(), expected(check), what));
        }
        return failures;
    }

    private static String expected(JsonNode check) {
        return check.has("error") ? "an error" : check.path("json").toString();
    }

    private static List<Failure> check(JsonNode vector) {
        List<Failure> failures = new ArrayList<>();
        CueValue value;
        try {
            value = Cue.compile(
                            CueOptions.defaults(),
                            new CueSource("input.cue", vector.path("input").asText()))
                    .evaluate();
        } catch (CueException e) {
            for (JsonNode check : vector.path("checks")) {
                if (!check.has("error")) {
                    failures.add(new Failure(check.path("path").asText(), expected(check), e.getMessage()));
                }
            }
            return failures;
        }
        for (JsonNode check : vector.path("checks")) {
            String path = check.path("path").asText();
            String found = found(value, path, check);
            if (!found.isEmpty()) {
                failures.add(new Failure(path, expected(check), found));
            }
        }
        return failures;
    }

    /** Empty when the check passes. */
    private static String found(CueValue root, String path, JsonNode check) {
        JsonNode json;
        try {
            json = root.lookup(path).toJson();
        } catch (CueException e) {
            return check.has("error") ? "" : e.errors().get(0).summary();
        }
        return !check.has("error") && same(json, check.path("json")) ? "" : json.toString();
    }

    /** Equal as data: numbers by value, members of objects in any order. */
    static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isArray() && b.isArray()) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a.isObject() && b.isObject()) {
            Set<String> names = new HashSet<>();
            a.fieldNames().forEachRemaining(names::add);
            Set<String> others = new HashSet<>();
            b.fieldNames().forEachRemaining(others::add);
            if (!names.equals(others)) {
                return false;
            }
            for (String name : names) {
                if (!same(a.get(name), b.get(name))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }
}
