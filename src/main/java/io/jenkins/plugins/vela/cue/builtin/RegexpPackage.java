package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.STRUCT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Package {@code regexp}: RE2 syntax, linear time. */
final class RegexpPackage {
    private static final int LONGEST_PATTERN = 10_000;

    private RegexpPackage() {}

    static Members members() {
        return new Members("regexp")
                .function("Find", STRING, c -> Results.text(first(c).get(0)), STRING, STRING)
                .function("FindAll", LIST, RegexpPackage::findAll, STRING, STRING, INT)
                .function("FindSubmatch", LIST, c -> Results.texts(c, first(c)), STRING, STRING)
                .function("FindAllSubmatch", LIST, RegexpPackage::findAllSubmatch, STRING, STRING, INT)
                .function("FindNamedSubmatch", STRUCT, c -> named(c, pattern(c.text(0)), first(c)), STRING, STRING)
                .function("FindAllNamedSubmatch", LIST, RegexpPackage::findAllNamed, STRING, STRING, INT)
                .function("ReplaceAll", STRING, c -> replaceAll(c, true), STRING, STRING, STRING)
                .function("ReplaceAllLiteral", STRING, c -> replaceAll(c, false), STRING, STRING, STRING)
                .function("Valid", BOOL, RegexpPackage::valid, STRING)
                .function(
                        "Match",
                        BOOL,
                        c -> Results.bool(pattern(c.text(0)).matcher(c.text(1)).find()),
                        STRING,
                        STRING)
                .function("QuoteMeta", STRING, c -> Results.text(quoteMeta(c.text(0))), STRING);
    }

    private static Pattern pattern(String text) throws Failure {
        if (text.length() > LONGEST_PATTERN) {
            throw Failure.of("error parsing regexp: expression too large");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw Failure.of(String.valueOf(e.getMessage()));
        }
    }

    private static Value valid(Call call) throws Failure {
        pattern(call.text(0));
        return Results.bool(true);
    }

    /** The matches of the first argument in the second, groups included; at most {@code most}, all when negative. */
    private static List<List<String>> matches(Call call, int most) throws Failure {
        List<List<String>> all = new ArrayList<>();
        Matcher matcher = pattern(call.text(0)).matcher(call.text(1));
        int previousEnd = -1;
        while ((most < 0 || all.size() < most) && matcher.find()) {
            // an empty match right behind another match does not count
            if (matcher.end() > matcher.start() || matcher.start() != previousEnd) {
                List<String> groups = new ArrayList<>();
                for (int i = 0; i <= matcher.groupCount(); i++) {
                    String group = matcher.group(i);
                    groups.add(group == null ? "" : group);
                }
                all.add(groups);
            }
            previousEnd = matcher.end();
        }
        if (all.isEmpty()) {
            throw Failure.of("no match");
        }
        return all;
    }

    private static List<String> first(Call call) throws Failure {
        return matches(call, 1).get(0);
    }

    private static Value findAll(Call call) throws Failure {
        return Results.texts(
                call,
                matches(call, call.size(2)).stream()
                        .map(groups -> groups.get(0))
                        .toList());
    }

    private static Value findAllSubmatch(Call call) throws Failure {
        List<Value> all = new ArrayList<>();
        for (List<String> groups : matches(call, call.size(2))) {
            all.add(Results.texts(call, groups));
        }
        return Results.list(call, all);
    }

    private static Value findAllNamed(Call call) throws Failure {
        Pattern pattern = pattern(call.text(0));
        List<Value> all = new ArrayList<>();
        for (List<String> groups : matches(call, call.size(2))) {
            all.add(named(call, pattern, groups));
        }
        return Results.list(call, all);
    }

    private static Value named(Call call, Pattern pattern, List<String> groups) {
        ObjectNode struct = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Integer> name : new TreeMap<>(pattern.namedGroups()).entrySet()) {
            struct.put(name.getKey(), groups.get(name.getValue()));
        }
        return call.context().of(struct);
    }

    private static Value replaceAll(Call call, boolean expands) throws Failure {
        Pattern pattern = pattern(call.text(0));
        String text = call.text(1);
        String replacement = call.text(2);
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        int previousEnd = -1;
        while (matcher.find()) {
            if (matcher.end() == matcher.start() && matcher.start() == previousEnd) {
                continue;
            }
            out.append(text, from, matcher.start());
            out.append(expands ? expand(replacement, pattern, matcher) : replacement);
            from = matcher.end();
            previousEnd = matcher.end();
            if (out.length() > 16 << 20) {
                throw Failure.of("result is too long");
            }
        }
        return Results.text(out.append(text.substring(from)).toString());
    }

    /** Puts groups in for {@code $1}, {@code $name}, {@code ${name}}; {@code $$} is a dollar sign. */
    private static String expand(String template, Pattern pattern, Matcher matcher) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char ch = template.charAt(at);
            if (ch != '$') {
                out.append(ch);
                at++;
            } else if (template.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else {
                boolean braces = template.startsWith("${", at);
                int start = at + (braces ? 2 : 1);
                int end = start;
                while (end < template.length() && isNamePart(template.charAt(end))) {
                    end++;
                }
                boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
                if (end == start || !closed) {
                    out.append('$');
                    at++;
                } else {
                    out.append(group(template.substring(start, end), pattern, matcher));
                    at = braces ? end + 1 : end;
                }
            }
        }
        return out.toString();
    }

    private static boolean isNamePart(char ch) {
        return Character.isLetterOrDigit(ch) || ch == '_';
    }

    private static String group(String name, Pattern pattern, Matcher matcher) {
        Integer index = name.matches("[0-9]{1,6}")
                ? Integer.valueOf(name)
                : pattern.namedGroups().get(name);
        if (index == null || index > matcher.groupCount()) {
            return "";
        }
        String group = matcher.group(index);
        return group == null ? "" : group;
    }

    private static String quoteMeta(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            out.append("\\.+*?()|[]{}^$".indexOf(ch) >= 0 ? "\\" : "").append(ch);
        }
        return out.toString();
    }
}
