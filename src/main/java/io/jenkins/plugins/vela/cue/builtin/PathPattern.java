package io.jenkins.plugins.vela.cue.builtin;

/**
 * Shell patterns for one path: {@code *} and {@code ?} within a word, {@code [a-z]}, {@code [^a-z]}, and a backslash as
 * escape where it is no separator.
 */
final class PathPattern {
    private static final String BAD = "syntax error in pattern";

    private final String pattern;
    private final String name;
    private final PathStyle style;

    private PathPattern(String pattern, String name, PathStyle style) {
        this.pattern = pattern;
        this.name = name;
        this.style = style;
    }

    static boolean matches(String pattern, String name, PathStyle style) throws Failure {
        PathPattern matcher = new PathPattern(pattern, name, style);
        matcher.check();
        return matcher.match();
    }

    private boolean hasEscapes() {
        return style != PathStyle.WINDOWS;
    }

    private void check() throws Failure {
        for (int at = 0; at < pattern.length(); ) {
            char ch = pattern.charAt(at);
            if (ch == '*' && pattern.startsWith("**", at)) {
                throw Failure.of("'**' is not supported in patterns as of yet");
            }
            at = ch == '[' ? classEnd(at) : ch == '\\' && hasEscapes() ? escaped(at) : at + 1;
        }
    }

    private int escaped(int at) throws Failure {
        if (at + 1 >= pattern.length()) {
            throw Failure.of(BAD);
        }
        return at + 1 + Character.charCount(pattern.codePointAt(at + 1));
    }

    /** Where a class ends that begins here; fails where it has no end or is empty. */
    private int classEnd(int open) throws Failure {
        int at = open + 1;
        if (pattern.startsWith("^", at)) {
            at++;
        }
        int ranges = 0;
        while (true) {
            if (ranges > 0 && pattern.startsWith("]", at)) {
                return at + 1;
            }
            at = member(at);
            if (pattern.startsWith("-", at)) {
                at = member(at + 1);
            }
            ranges++;
        }
    }

    /** Goes over one character of a class. */
    private int member(int at) throws Failure {
        if (at >= pattern.length() || pattern.charAt(at) == '-' || pattern.charAt(at) == ']') {
            throw Failure.of(BAD);
        }
        int next = pattern.charAt(at) == '\\' && hasEscapes()
                ? escaped(at)
                : at + Character.charCount(pattern.codePointAt(at));
        if (next >= pattern.length()) {
            throw Failure.of(BAD);
        }
        return next;
    }

    private int value(int at) {
        return pattern.charAt(at) == '\\' && hasEscapes() ? pattern.codePointAt(at + 1) : pattern.codePointAt(at);
    }

    /** Matches in linear steps: only the last star is ever taken back. */
    private boolean match() throws Failure {
        int at = 0;
        int in = 0;
        int starAt = -1;
        int starIn = 0;
        while (true) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                starAt = at++;
                starIn = in;
                continue;
            }
            if (at == pattern.length() && in == name.length()) {
                return true;
            }
            if (at < pattern.length() && in < name.length() && matchesOne(at, in)) {
                at = next(at);
                in += Character.charCount(name.codePointAt(in));
                continue;
            }
            if (starAt < 0 || starIn >= name.length() || name.charAt(starIn) == style.separator) {
                return false;
            }
            at = starAt + 1;
            in = ++starIn;
        }
    }

    private int next(int at) throws Failure {
        return switch (pattern.charAt(at)) {
            case '[' -> classEnd(at);
            case '\\' -> hasEscapes() ? escaped(at) : at + 1;
            default -> at + Character.charCount(pattern.codePointAt(at));
        };
    }

    private boolean matchesOne(int at, int in) throws Failure {
        int ch = name.codePointAt(in);
        return switch (pattern.charAt(at)) {
            case '?' -> ch != style.separator;
            case '[' -> isInClass(at, ch);
            default -> value(at) == ch;
        };
    }

    private boolean isInClass(int open, int ch) throws Failure {
        int at = open + 1;
        boolean negated = pattern.startsWith("^", at);
        at += negated ? 1 : 0;
        boolean found = false;
        for (int ranges = 0; ranges == 0 || pattern.charAt(at) != ']'; ranges++) {
            int low = value(at);
            int high = low;
            at = member(at);
            if (pattern.startsWith("-", at)) {
                high = value(at + 1);
                at = member(at + 1);
            }
            found |= low <= ch && ch <= high;
        }
        return found != negated;
    }
}
