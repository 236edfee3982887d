package io.jenkins.plugins.vela.cue.format;

/**
 * How text is laid out.
 *
 * @param simplify whether quotes of labels and braces around single fields are left away where they say nothing
 * @param spaces how many spaces stand for a tab; 0 for tabs
 */
public record FormatStyle(boolean simplify, int spaces) {
    private static final FormatStyle CUSTOMARY = new FormatStyle(false, 0);

    /** Tabs, and everything as it was written. */
    public static FormatStyle customary() {
        return CUSTOMARY;
    }

    public FormatStyle simplified() {
        return new FormatStyle(true, spaces);
    }

    public FormatStyle withSpaces(int count) {
        return new FormatStyle(simplify, count);
    }
}
