/**
 * An engine's figures in a Micrometer registry, for programs that have one; the library is an optional dependency and nothing
 * else touches it.
 */
package io.jenkins.plugins.vela.workflow.micrometer;
