/**
 * The embedded cluster: a small Kubernetes API in the process, behind real HTTP, for trying and testing without a
 * cluster. It is a sandbox: it runs nothing, and never stands for a real cluster in production.
 *
 * <p>Start one with {@link io.jenkins.plugins.vela.sandbox.EmbeddedCluster#start}. What annotations make objects do is
 * told in {@link io.jenkins.plugins.vela.sandbox.controller}.
 */
package io.jenkins.plugins.vela.sandbox;
