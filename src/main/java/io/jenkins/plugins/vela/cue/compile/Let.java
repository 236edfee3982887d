package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Position;

/** A let declaration of a struct. Its value is set once, before anything is evaluated. */
public final class Let {
    private final Position position;
    private final String name;
    private final int slot;
    private Expression value;

    Let(Position position, String name, int slot) {
        this.position = position;
        this.name = name;
        this.slot = slot;
    }

    void define(Expression expression) {
        value = expression;
    }

    public Position position() {
        return position;
    }

    public String name() {
        return name;
    }

    /** Index among the lets of its struct. */
    public int slot() {
        return slot;
    }

    /** Evaluated in the scope of the struct. */
    public Expression value() {
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
