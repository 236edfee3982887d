/**
 * YAML and JSON text as the user wrote it: every document's value as a {@link com.fasterxml.jackson.databind.JsonNode}
 * and the line and column of every node, so that a later complaint can point at the place. Plain scalars mean what
 * {@code kubectl} makes of them. Hostile text (alias bombs, huge files) is refused early with one message.
 *
 * <p>May use SnakeYAML Engine (events only) and Jackson's tree; nothing of ours.
 */
package io.jenkins.plugins.vela.document;
