package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.regex.Pattern;

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
    public record Tally(int passed, int all) {
        Tally plus(Tally other) {
            return new Tally(passed + other.passed, all + other.all);
        }

        @Override
        public String toString() {
            return passed + "/" + all + String.format(" (%.1f%%)", all == 0 ? 0.0 : passed * 100.0 / all);
        }
    }

    /**
     * A check that did not pass.
     *
     * @param id of the vector
     * @param path what was looked at, empty for the whole file
     */
    public record Failure(String id, String path, String expected, String found) {
        /** Names the check within a file of vectors. */
        public String check() {
            return path.isEmpty() ? id : id + " " + path;
        }
    }

    /**
     * What became of a file of vectors.
     *
     * @param suites by name
     */
    public record Report(Map<String, Tally> suites, List<Failure> failures) {
        public Tally total() {
            return suites.values().stream().reduce(new Tally(0, 0), Tally::plus);
        }

        /** Prints totals per suite, the last line being {@code TOTAL passed/all (percent)}. */
        public void print(PrintWriter out) {
            suites.forEach((suite, tally) -> out.println(suite + " " + tally));
            out.println("TOTAL " + total());
            out.flush();
        }

        /** Prints each failed check with what was expected and what was found. */
        public void printFailures(PrintWriter out) {
            for (Failure failure : failures) {
                out.println("FAIL " + failure.check());
                out.println("  expected " + failure.expected());
                out.println("  found    " + failure.found());
            }
        }
    }

    private Conformance() {}

    /**
     * Runs a file of vectors.
     *
     * @param only glob over ids in which {@code *} stands for anything, also for slashes; empty for all
     * @throws IOException when the file cannot be read or a line of it is no JSON
     */
    public static Report run(Path file, String only) throws IOException {
        Pattern wanted = glob(only.isEmpty() ? "*" : only);
        Map<String, Tally> suites = new TreeMap<>();
        List<Failure> failures = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode vector = JSON.readTree(line);
            if (!wanted.matcher(vector.path("id").asText()).matches()) {
                continue;
            }
            List<Failure> failed = run(vector);
            int all = vector.path("checks").size();
            suites.merge(vector.path("suite").asText(), new Tally(all - failed.size(), all), Tally::plus);
            failures.addAll(failed);
        }
        return new Report(suites, failures);
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static List<Failure> run(JsonNode vector) {
        CompletableFuture<List<Failure>> result = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        result.complete(check(vector));
                    } catch (RuntimeException | Error e) {
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
            failures.add(failure(vector, check.path("path").asText(), expected(check), what));
        }
        return failures;
    }

    private static Failure failure(JsonNode vector, String path, String expected, String found) {
        return new Failure(vector.path("id").asText(), path, expected, found);
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
            // the reference evaluates a file as a whole before anything is looked up in it
            value.error();
        } catch (CueException e) {
            for (JsonNode check : vector.path("checks")) {
                if (!check.has("error")) {
                    failures.add(failure(vector, check.path("path").asText(), expected(check), e.getMessage()));
                }
            }
            return failures;
        }
        for (JsonNode check : vector.path("checks")) {
            String path = check.path("path").asText();
            String found = found(value, path, check);
            if (!found.isEmpty()) {
                failures.add(failure(vector, path, expected(check), found));
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
