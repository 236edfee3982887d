package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an input is put: {@code a.b}, {@code a[0].b}, {@code a["b-c"]}, {@code my-key}. Everything upstream understands means
 * the same here; what it ignores silently (dashes, quotes, digits) works, and what cannot be done is an error.
 *
 * @param parts names of members, or indexes of elements
 */
record ParameterKey(String text, List<Part> parts) {

    /** A list that an index would make longer than this is a slip. */
    private static final int MAX_PADDING = 1_000;

    sealed interface Part {}

    record Member(String name) implements Part {}

    record Element(int index) implements Part {}

    /** Reads a key; empty when it is none. */
    static Optional<ParameterKey> parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        boolean needsName = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                int end = closing(text, at);
                if (end < 0) {
                    return Optional.empty();
                }
                Optional<Part> part = bracket(text.substring(at + 1, end).trim());
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(part.get());
                at = end + 1;
                needsName = false;
            } else if (c == '.') {
                if (needsName) {
                    return Optional.empty();
                }
                at++;
                needsName = true;
            } else if (!needsName) {
                return Optional.empty();
            } else if (c == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                parts.add(new Member(text.substring(at + 1, end)));
                at = end + 1;
                needsName = false;
            } else {
                int end = at;
                while (end < text.length() && ".[\"".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                parts.add(new Member(text.substring(at, end).trim()));
                at = end;
                needsName = false;
            }
        }
        boolean named = parts.stream().noneMatch(part -> part instanceof Member member && member.name.isEmpty());
        return needsName || !named ? Optional.empty() : Optional.of(new ParameterKey(text, List.copyOf(parts)));
    }

    /** The bracket that closes the one at {@code from}; a bracket inside quotes does not count. */
    private static int closing(String text, int from) {
        boolean quoted = false;
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Part> bracket(String inside) {
        if (inside.length() >= 2 && inside.startsWith("\"") && inside.endsWith("\"")) {
            return Optional.of(new Member(inside.substring(1, inside.length() - 1)));
        }
        boolean digits =
                !inside.isEmpty() && inside.length() <= 6 && inside.chars().allMatch(Character::isDigit);
        return digits ? Optional.of(new Element(Integer.parseInt(inside))) : Optional.empty();
    }

    /**
     * Puts a value into a parameter, replacing what is there and making what is missing on the way.
     *
     * @return why it cannot be done, if it cannot
     */
    Optional<String> set(ObjectNode parameter, JsonNode value) {
        JsonNode at = parameter;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            JsonNode holder = last ? value : emptyFor(parts.get(i + 1));
            if (parts.get(i) instanceof Member member) {
                if (!(at instanceof ObjectNode object)) {
                    return Optional.of("parameter." + upTo(i) + " is no struct");
                }
                JsonNode next = object.get(member.name);
                if (last || next == null || next.isNull()) {
                    object.set(member.name, holder);
                    next = holder;
                }
                at = next;
            } else if (parts.get(i) instanceof Element element) {
                if (!(at instanceof ArrayNode array)) {
                    return Optional.of("parameter." + upTo(i) + " is no list");
                }
                if (element.index - array.size() > MAX_PADDING) {
                    return Optional.of(
                            "the index " + element.index + " lies far behind the end of parameter." + upTo(i));
                }
                while (array.size() < element.index) {
                    array.addObject();
                }
                if (array.size() == element.index) {
                    array.add(holder);
                } else if (last) {
                    array.set(element.index, holder);
                }
                at = array.get(element.index);
            }
        }
        return Optional.empty();
    }

    private static JsonNode emptyFor(Part next) {
        return next instanceof Element ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
    }

    private String upTo(int end) {
        StringBuilder path = new StringBuilder();
        for (Part part : parts.subList(0, end)) {
            if (part instanceof Member member) {
                path.append(path.length() == 0 ? "" : ".").append(member.name);
            } else if (part instanceof Element element) {
                path.append('[').append(element.index).append(']');
            }
        }
        return path.toString();
    }
}
