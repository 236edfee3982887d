/**
 * The embedding API of the workflow engine: {@link io.jenkins.plugins.vela.workflow.Engine} takes runs, tells a
 * {@link io.jenkins.plugins.vela.workflow.RunListener} what happens and hands out
 * {@link io.jenkins.plugins.vela.workflow.Run} for operations. May use every {@code workflow.*} package below it,
 * {@code definition}, {@code provider} and {@code cluster}'s named connections; it knows no command line and no Jenkins.
 */
package io.jenkins.plugins.vela.workflow;
