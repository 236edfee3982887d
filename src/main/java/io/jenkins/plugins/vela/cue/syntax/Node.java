package io.jenkins.plugins.vela.cue.syntax;

/** Anything in the syntax tree that has a place in the text. */
public interface Node {
    /** Where the node begins. */
    Position position();
}
