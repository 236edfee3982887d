/**
 * Step definitions: what a step type's name stands for. Reads both source forms (the {@code WorkflowStepDefinition} object
 * and the {@code .cue} file) into a {@link StepDefinition} whose template text keeps its lines and columns, so that a CUE
 * error points into the file the author wrote; layers where definitions come from, nearest first.
 *
 * <p>May use {@code document} and {@code cue} (of its parts, {@code cue.syntax} only).
 */
package io.jenkins.plugins.vela.definition;
