/**
 * Runs without their effects: {@link io.jenkins.plugins.vela.workflow.rehearsal.Rehearsal} stands before the actions that
 * templates call, asks the world, and keeps what would be changed where instead of changing it. Uses {@code provider} and
 * {@code cluster}; knows nothing of runs.
 */
package io.jenkins.plugins.vela.workflow.rehearsal;
