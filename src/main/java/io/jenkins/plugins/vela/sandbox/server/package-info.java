/**
 * The HTTP side of the embedded cluster: authentication, discovery, routes, watches, log streams, and the faults that a
 * test may ask for.
 *
 * <p>Uses {@code sandbox.registry}, {@code sandbox.log} and what those use, and the JDK's HTTP server.
 */
package io.jenkins.plugins.vela.sandbox.server;
