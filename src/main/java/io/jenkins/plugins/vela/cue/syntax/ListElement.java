package io.jenkins.plugins.vela.cue.syntax;

/** What may stand in a list: an expression, or a comprehension that yields any number of elements. */
public sealed interface ListElement extends Node permits Expr, Decl.Comprehension {}
