package io.jenkins.plugins.vela.cue;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes the text form of a {@link CuePath}. */
final class CuePathReader {

    private final String text;
    private int at;

    private CuePathReader(String text) {
        this.text = text;
    }

    static CuePath read(String text) {
        return new CuePathReader(text).path();
    }

    /** A label as it stands in a path: quoted unless it is an identifier without a special meaning. */
    static String label(String name) {
        if (isIdentifier(name) && name.charAt(0) != '#' && name.charAt(0) != '_') {
            return name;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private CuePath path() {
        List<CuePath.Element> elements = new ArrayList<>();
        if (text.isEmpty()) {
            return CuePath.root();
        }
        elements.add(text.charAt(0) == '[' ? index() : name());
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '[') {
                elements.add(index());
            } else if (c == '.') {
                at++;
                elements.add(name());
            } else {
                throw bad("expected '.' or '['");
            }
        }
        return new CuePath(elements);
    }

    private CuePath.Element index() {
        at++;
        if (at < text.length() && text.charAt(at) == '"') {
            CuePath.Element field = quoted();
            close();
            return field;
        }
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (start == at || at - start > 9) {
            throw bad("expected an index");
        }
        int index = Integer.parseInt(text.substring(start, at));
        close();
        return new CuePath.Index(index);
    }

    private void close() {
        if (at >= text.length() || text.charAt(at) != ']') {
            throw bad("expected ']'");
        }
        at++;
    }

    private CuePath.Element name() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
            at++;
        }
        String name = text.substring(start, at);
        if (!isIdentifier(name)) {
            throw bad("expected a field name");
        }
        return name.charAt(0) == '#' || name.charAt(0) == '_' ? new CuePath.Special(name) : new CuePath.Field(name);
    }

    private CuePath.Element quoted() {
        StringBuilder name = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                char escaped = text.charAt(at++);
                c = switch (escaped) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    default -> escaped;
                };
            }
            name.append(c);
        }
        if (at >= text.length()) {
            throw bad("quote is not closed");
        }
        at++;
        return new CuePath.Field(name.toString());
    }

    private static boolean isIdentifier(String name) {
        int start = name.startsWith("_#") ? 2 : name.startsWith("#") || name.startsWith("_") ? 1 : 0;
        if (name.isEmpty() || (start == 0 && Character.isDigit(name.charAt(0)))) {
            return false;
        }
        for (int i = start; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '$') {
                return false;
            }
        }
        return true;
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException("not a path: '" + text + "': " + what + " at " + (at + 1));
    }
}
