package io.jenkins.plugins.vela.cue.syntax;

/**
 * One {@code //} comment.
 *
 * @param position where its slashes are
 * @param text the comment with its slashes, without the line end
 * @param blankLineBefore whether an empty line separates it from what is above
 */
public record Comment(Position position, String text, boolean blankLineBefore) implements Node {}
