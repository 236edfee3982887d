package io.jenkins.plugins.vela.cue.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The differences of two texts in unified format, found by anchors: lines that both have exactly once, as many as come in
 * the same order in both; around each anchor equal lines are matched as far as they go.
 */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /** A line of the old text and one of the new that are the same. */
    private record Pair(int before, int after) {}

    /** A line with its mark: blank, minus or plus. */
    private record Line(char mark, String text) {}

    private final List<String> before;
    private final List<String> after;

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The differences; empty when there are none. */
    public static String of(String oldName, String oldText, String newName, String newText) {
        if (oldText.equals(newText)) {
            return "";
        }
        UnifiedDiff diff = new UnifiedDiff(lines(oldText), lines(newText));
        return "diff " + oldName + " " + newName + "\n--- " + oldName + "\n+++ " + newName + "\n"
                + hunks(diff.marked());
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            lines.add(text.substring(from, at + 1));
            from = at + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from) + "\n\\ No newline at end of file\n");
        }
        return lines;
    }

    /** Every line of both texts, those that are matched once. */
    private List<Line> marked() {
        List<Line> lines = new ArrayList<>();
        int old = 0;
        int made = 0;
        for (Pair anchor : anchors()) {
            if (anchor.before < old) {
                // the lines around an earlier anchor went beyond it
                continue;
            }
            int back = 0;
            while (anchor.before - back > old
                    && anchor.after - back > made
                    && same(anchor.before - back - 1, anchor.after - back - 1)) {
                back++;
            }
            before.subList(old, anchor.before - back).forEach(line -> lines.add(new Line('-', line)));
            after.subList(made, anchor.after - back).forEach(line -> lines.add(new Line('+', line)));
            old = anchor.before - back;
            made = anchor.after - back;
            while (old < before.size() && made < after.size() && same(old, made)) {
                lines.add(new Line(' ', before.get(old)));
                old++;
                made++;
            }
        }
        return lines;
    }

    /** The changed lines with what stands around them. */
    private static String hunks(List<Line> lines) {
        StringBuilder out = new StringBuilder();
        int old = 0;
        int made = 0;
        int at = 0;
        while (at < lines.size()) {
            int equal = run(lines, at);
            if (at + equal == lines.size()) {
                break;
            }
            int lead = Math.min(equal, CONTEXT);
            old += equal - lead;
            made += equal - lead;
            int end = end(lines, at + equal);
            List<Line> hunk = lines.subList(at + equal - lead, end);
            int removed = (int) hunk.stream().filter(line -> line.mark != '+').count();
            int added = (int) hunk.stream().filter(line -> line.mark != '-').count();
            out.append("@@ -").append(removed > 0 ? old + 1 : old).append(',').append(removed);
            out.append(" +")
                    .append(added > 0 ? made + 1 : made)
                    .append(',')
                    .append(added)
                    .append(" @@\n");
            hunk.forEach(line -> out.append(line.mark).append(line.text));
            old += removed;
            made += added;
            at = end;
        }
        return out.toString();
    }

    /** How many lines are equal from a line on. */
    private static int run(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).mark == ' ') {
            at++;
        }
        return at - from;
    }

    /** Where a hunk that begins with a change ends: behind the context of the last change that is near enough. */
    private static int end(List<Line> lines, int from) {
        int at = from;
        while (true) {
            while (at < lines.size() && lines.get(at).mark != ' ') {
                at++;
            }
            int equal = run(lines, at);
            if (at + equal == lines.size() || equal >= 2 * CONTEXT) {
                return at + Math.min(equal, CONTEXT);
            }
            at += equal;
        }
    }

    private boolean same(int old, int made) {
        return before.get(old).equals(after.get(made));
    }

    /** The anchors, with the beginnings and the ends of the texts. */
    private List<Pair> anchors() {
        Map<String, int[]> places = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            int[] place = places.computeIfAbsent(before.get(i), line -> new int[4]);
            place[0]++;
            place[1] = i;
        }
        for (int i = 0; i < after.size(); i++) {
            int[] place = places.computeIfAbsent(after.get(i), line -> new int[4]);
            place[2]++;
            place[3] = i;
        }
        List<Pair> unique = new ArrayList<>();
        for (String line : before) {
            int[] place = places.get(line);
            if (place[0] == 1 && place[2] == 1) {
                unique.add(new Pair(place[1], place[3]));
            }
        }
        List<Pair> anchors = new ArrayList<>();
        anchors.add(new Pair(0, 0));
        anchors.addAll(increasing(unique));
        anchors.add(new Pair(before.size(), after.size()));
        return anchors;
    }

    /** The longest choice of pairs that come in the same order in both texts. */
    private static List<Pair> increasing(List<Pair> pairs) {
        List<Integer> tails = new ArrayList<>();
        int[] previous = new int[pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = tails.size();
            while (low < high) {
                int middle = (low + high) / 2;
                if (pairs.get(tails.get(middle)).after < pairs.get(i).after) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails.get(low - 1);
            if (low == tails.size()) {
                tails.add(i);
            } else {
                tails.set(low, i);
            }
        }
        List<Pair> chosen = new ArrayList<>();
        for (int i = tails.isEmpty() ? -1 : tails.get(tails.size() - 1); i >= 0; i = previous[i]) {
            chosen.add(0, pairs.get(i));
        }
        return chosen;
    }
}
