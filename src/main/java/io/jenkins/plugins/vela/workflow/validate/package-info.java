/**
 * Everything that can be known about workflow documents without running them: what the decoder of
 * {@code workflow.model} finds, and beyond it step types, properties against the definitions' parameters, conditions,
 * outputs, inputs that nothing feeds, and what another engine would not understand. All findings in one go, each at its
 * place in the file.
 *
 * <p>May use {@code document}, {@code definition}, {@code cue} and {@code workflow.model}.
 */
package io.jenkins.plugins.vela.workflow.validate;
