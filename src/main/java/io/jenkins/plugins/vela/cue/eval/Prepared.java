package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Program;

/** A program together with what all its evaluations share. Safe for use by several threads. */
public final class Prepared {

    final Program program;
    final Evaluation.Options options;
    final FieldOrders orders = new FieldOrders();

    public Prepared(Program program, Evaluation.Options options) {
        this.program = program;
        this.options = options;
    }
}
