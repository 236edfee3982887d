/** Runs that are killed again and again, in processes of their own, against a world that remembers what it was asked for. */
package io.jenkins.plugins.vela.workflow.crash;
