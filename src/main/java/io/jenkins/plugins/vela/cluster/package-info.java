/**
 * Named Kubernetes clusters: connections that speak JSON objects, and shared watches on what those objects become.
 *
 * <p>Objects are Jackson trees, never typed models, so that any kind works alike and nothing but what is used is loaded.
 * The HTTP side (TLS, proxies, tokens) is fabric8's. Uses nothing else of this project.
 */
package io.jenkins.plugins.vela.cluster;
