/**
 * The vocabulary of the Kubernetes API: kinds and where they are served, object metadata, selectors, failures in the
 * shape of a {@code Status} object.
 *
 * <p>Uses nothing else of this project.
 */
package io.jenkins.plugins.vela.sandbox.api;
