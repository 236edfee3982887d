package io.jenkins.plugins.vela.cue.compile;

/** The computed label of a field that has an alias. Set once, before anything is evaluated. */
public final class DynamicLabel {
    private Expression expression;

    DynamicLabel() {}

    void define(Expression label) {
        expression = label;
    }

    /** Evaluated in the scope of the struct that has the field. */
    public Expression expression() {
        return expression;
    }
}
