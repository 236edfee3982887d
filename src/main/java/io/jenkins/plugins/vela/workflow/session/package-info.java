/**
 * One execution of a step: a {@link io.jenkins.plugins.vela.workflow.session.StepSession} says, turn by turn, what happens
 * next, given what is recorded; it performs no effect itself and keeps no thread. {@link
 * io.jenkins.plugins.vela.workflow.session.TemplateProgram} runs CUE templates. Uses {@code cue}, {@code provider},
 * {@code workflow.state} and {@code workflow.model}.
 */
package io.jenkins.plugins.vela.workflow.session;
