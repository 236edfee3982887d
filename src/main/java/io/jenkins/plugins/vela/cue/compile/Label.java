package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.value.Quoting;

/**
 * What a field is called, or an element's index. Labels with the same text differ by kind: {@code "#a"} is not
 * {@code #a}; hidden labels also by package.
 */
public final class Label {

    /** What the label means. */
    public enum Kind {
        STRING,
        INDEX,
        DEFINITION,
        HIDDEN,
        HIDDEN_DEFINITION
    }

    private static final Label[] INDEXES = indexes();

    private final String name;
    private final Kind kind;
    private final String scope;
    private final int index;
    private final int hash;

    private Label(String name, Kind kind, String scope, int index) {
        this.name = name;
        this.kind = kind;
        this.scope = scope;
        this.index = index;
        this.hash = name.hashCode() * 31 + kind.hashCode();
    }

    private static Label[] indexes() {
        Label[] all = new Label[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Label(Integer.toString(i), Kind.INDEX, "", i);
        }
        return all;
    }

    /** A regular field, whatever its text looks like. */
    public static Label string(String name) {
        return new Label(name, Kind.STRING, "", -1);
    }

    /** The element of a list. */
    public static Label index(int index) {
        return index >= 0 && index < INDEXES.length
                ? INDEXES[index]
                : new Label(Integer.toString(index), Kind.INDEX, "", index);
    }

    /** A label as an identifier spells it; {@code packagePath} tells hidden labels of different packages apart. */
    public static Label identifier(String name, String packagePath) {
        if (name.startsWith("_#")) {
            return new Label(name, Kind.HIDDEN_DEFINITION, packagePath, -1);
        }
        if (name.startsWith("#")) {
            return new Label(name, Kind.DEFINITION, "", -1);
        }
        if (name.startsWith("_")) {
            return new Label(name, Kind.HIDDEN, packagePath, -1);
        }
        return string(name);
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The index of an element, or -1. */
    public int index() {
        return index;
    }

    public boolean isDefinition() {
        return kind == Kind.DEFINITION || kind == Kind.HIDDEN_DEFINITION;
    }

    public boolean isHidden() {
        return kind == Kind.HIDDEN || kind == Kind.HIDDEN_DEFINITION;
    }

    /** A field that appears in data and that patterns and closedness apply to. */
    public boolean isRegular() {
        return kind == Kind.STRING || kind == Kind.INDEX;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Label label
                        && hash == label.hash
                        && kind == label.kind
                        && name.equals(label.name)
                        && scope.equals(label.scope));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As in a path. */
    @Override
    public String toString() {
        if (kind != Kind.STRING) {
            return name;
        }
        if (name.isEmpty() || Character.isDigit(name.charAt(0)) || name.charAt(0) == '_' || name.charAt(0) == '#') {
            return Quoting.quote(name);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '$') {
                return Quoting.quote(name);
            }
        }
        return name;
    }
}
