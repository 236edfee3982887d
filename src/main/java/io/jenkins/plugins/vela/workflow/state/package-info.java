/**
 * The state of a run and what changes it: {@link io.jenkins.plugins.vela.workflow.state.RunState} is immutable, a
 * {@link io.jenkins.plugins.vela.workflow.state.RunEvent} says what happened, and
 * {@link io.jenkins.plugins.vela.workflow.state.RunState#apply} is the only thing that leads from one state to the next. Live
 * work and recovery go through the same function; it does no input or output and asks no clock. Uses
 * {@code workflow.model} only.
 */
package io.jenkins.plugins.vela.workflow.state;
