package io.jenkins.plugins.vela.cue.syntax;

/**
 * An attribute such as {@code @step(1)}.
 *
 * @param position where its {@code @} is
 * @param name the name, here {@code step}
 * @param body the text between the outer brackets, as written
 */
public record Attribute(Position position, String name, String body) implements Node {}
