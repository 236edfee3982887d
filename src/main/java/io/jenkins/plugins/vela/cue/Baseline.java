package io.jenkins.plugins.vela.cue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known to pass and to fail of a file of test vectors; it may only get better.
 *
 * @param passed by suite
 * @param failing names of checks that are known to fail
 */
public record Baseline(Map<String, Integer> passed, Set<String> failing) {

    private static final Pattern SUITE = Pattern.compile("([a-z-]+) (\\d+)/\\d+.*");
    private static final String FAILING = "fails ";

    public Baseline {
        passed = new TreeMap<>(passed);
        failing = new TreeSet<>(failing);
    }

    /** Of a report. */
    public static Baseline of(Conformance.Report report) {
        Map<String, Integer> passed = new TreeMap<>();
        report.suites().forEach((suite, tally) -> passed.put(suite, tally.passed()));
        Set<String> failing = new TreeSet<>();
        report.failures().forEach(failure -> failing.add(failure.check()));
        return new Baseline(passed, failing);
    }

    /** Reads what {@link #write} wrote. */
    public static Baseline read(Path file) throws IOException {
        Map<String, Integer> passed = new TreeMap<>();
        Set<String> failing = new TreeSet<>();
        for (String line : Files.readAllLines(file)) {
            Matcher suite = SUITE.matcher(line);
            if (line.startsWith(FAILING)) {
                failing.add(line.substring(FAILING.length()));
            } else if (suite.matches()) {
                passed.put(suite.group(1), Integer.parseInt(suite.group(2)));
            }
        }
        return new Baseline(passed, failing);
    }

    /** What got worse in a report, a line each; empty when nothing did. */
    public List<String> losses(Conformance.Report report) {
        List<String> losses = new ArrayList<>();
        for (Conformance.Failure failure : report.failures()) {
            if (!failing.contains(failure.check())) {
                losses.add("used to pass: " + failure.check());
            }
        }
        passed.forEach((suite, count) -> {
            Conformance.Tally now = report.suites().getOrDefault(suite, new Conformance.Tally(0, 0));
            if (now.passed() < count) {
                losses.add("suite " + suite + " passed " + count + " checks, now " + now.passed());
            }
        });
        return losses;
    }

    /** Checks that are said to fail and do not, or are not there any more. */
    public List<String> gains(Conformance.Report report) {
        Set<String> gains = new TreeSet<>(failing);
        report.failures().forEach(failure -> gains.remove(failure.check()));
        return List.copyOf(gains);
    }

    /** Writes the baseline of a report. */
    public static void write(Conformance.Report report, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Agreement with the reference implementation: checks passed in each suite, and those that fail.");
        lines.add(
                "# It may only get better: `velaflow conformance VECTORS --baseline FILE` compares, --update writes.");
        report.suites().forEach((suite, tally) -> lines.add(suite + " " + tally.passed() + "/" + tally.all()));
        of(report).failing().forEach(check -> lines.add(FAILING + check));
        Files.write(file, lines);
    }
}
