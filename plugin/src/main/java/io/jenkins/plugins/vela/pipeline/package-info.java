/**
 * Pipeline steps and their executions. They hold ids and plain data only; the engine keeps the run's state in the build's
 * directory. May use {@code config} and the engine's public face.
 */
package io.jenkins.plugins.vela.pipeline;
