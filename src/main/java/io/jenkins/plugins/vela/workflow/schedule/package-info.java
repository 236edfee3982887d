/**
 * Who runs next: pure functions over {@link io.jenkins.plugins.vela.workflow.state.RunState} that say what becomes of a step
 * (wait, be decided, start, be skipped, end with its group), when a failed one is tried again, and how a run ends. Uses
 * {@code workflow.state} and {@code workflow.model}.
 */
package io.jenkins.plugins.vela.workflow.schedule;
