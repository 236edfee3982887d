package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector, read from a query ({@code a=b,c in (d,e),!f}) or from an object's {@code selector}. */
public final class LabelSelector implements Predicate<JsonNode> {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern ORDER = Pattern.compile("(\\S+?)\\s*([<>])\\s*(-?\\d+)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|=|!=)\\s*(\\S*)");
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9.-]+/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?");

    private final List<Requirement> requirements;

    private record Requirement(String key, String operator, Set<String> values) {

        boolean accepts(JsonNode labels) {
            JsonNode value = labels.get(key);
            String text = value == null ? "" : value.asText();
            return switch (operator) {
                case "In" -> value != null && values.contains(text);
                case "NotIn" -> value == null || !values.contains(text);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> value != null && compares(text);
            };
        }

        private boolean compares(String text) {
            try {
                long actual = Long.parseLong(text);
                long limit = Long.parseLong(values.iterator().next());
                return operator.equals("Gt") ? actual > limit : actual < limit;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    /** Selects everything. */
    public static LabelSelector everything() {
        return new LabelSelector(List.of());
    }

    /** Reads the {@code labelSelector} parameter; refuses what does not parse with code 400. */
    public static LabelSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String part : split(text)) {
            requirements.add(requirement(part.strip(), text));
        }
        return new LabelSelector(requirements);
    }

    /** Reads a {@code LabelSelector} object with {@code matchLabels} and {@code matchExpressions}. */
    public static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), "In", Set.of(label.getValue().asText()))));
        for (JsonNode expression : selector.path("matchExpressions")) {
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            requirements.add(new Requirement(
                    expression.path("key").asText(), expression.path("operator").asText(), Set.copyOf(values)));
        }
        return new LabelSelector(requirements);
    }

    /** Whether an object's labels fit. */
    @Override
    public boolean test(JsonNode object) {
        return accepts(Meta.of(object).labels());
    }

    /** Whether these labels fit. */
    public boolean accepts(JsonNode labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.accepts(labels)) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    private static Requirement requirement(String part, String whole) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values = new ArrayList<>();
            for (String value : set.group(3).split(",", -1)) {
                values.add(value.strip());
            }
            return new Requirement(
                    key(set.group(1), whole), set.group(2).equals("in") ? "In" : "NotIn", Set.copyOf(values));
        }
        Matcher order = ORDER.matcher(part);
        if (order.matches()) {
            return new Requirement(
                    key(order.group(1), whole), order.group(2).equals(">") ? "Gt" : "Lt", Set.of(order.group(3)));
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            String operator = equality.group(2).equals("!=") ? "NotIn" : "In";
            return new Requirement(key(equality.group(1), whole), operator, Set.of(equality.group(3)));
        }
        if (part.startsWith("!")) {
            return new Requirement(key(part.substring(1).strip(), whole), "DoesNotExist", Set.of());
        }
        return new Requirement(key(part, whole), "Exists", Set.of());
    }

    private static String key(String key, String whole) {
        if (!KEY.matcher(key).matches()) {
            throw ApiFailure.badRequest("unable to parse requirement: invalid label selector \"" + whole + "\"");
        }
        return key;
    }

    /** Splits at the commas that are not inside parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
