package io.jenkins.plugins.vela.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The way from a document's root to one of its nodes. Knows a field named {@code 0} from an element at index 0, which a
 * JSON pointer alone does not.
 */
public final class FieldPath {
    /** The document itself. */
    public static final FieldPath ROOT = new FieldPath(List.of());

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

    private final List<Object> segments;

    private FieldPath(List<Object> segments) {
        this.segments = segments;
    }

    /** The path of the given fields below the root. */
    public static FieldPath of(String... fields) {
        return new FieldPath(List.of((Object[]) fields));
    }

    public FieldPath field(String name) {
        return append(name);
    }

    public FieldPath element(int index) {
        return append(index);
    }

    private FieldPath append(Object segment) {
        List<Object> longer = new ArrayList<>(segments.size() + 1);
        longer.addAll(segments);
        longer.add(segment);
        return new FieldPath(List.copyOf(longer));
    }

    public boolean isRoot() {
        return segments.isEmpty();
    }

    /** Field names as {@link String}, list indexes as {@link Integer}. */
    public List<Object> segments() {
        return segments;
    }

    /** This path as an RFC 6901 JSON pointer. */
    public String pointer() {
        StringBuilder text = new StringBuilder();
        for (Object segment : segments) {
            text.append('/').append(segment.toString().replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && path.segments.equals(segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    /** As a person would write it: {@code spec.steps[0]."my.key"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object segment : segments) {
            if (segment instanceof Integer index) {
                text.append('[').append(index).append(']');
                continue;
            }
            if (text.length() > 0) {
                text.append('.');
            }
            String name = (String) segment;
            if (PLAIN.matcher(name).matches()) {
                text.append(name);
            } else {
                text.append('"')
                        .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return text.toString();
    }
}
