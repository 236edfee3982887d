/**
 * Requests to HTTP services: the {@code vela/http} actions, and the client through which every outbound URL of this program
 * goes, so that one policy decides what may be reached.
 *
 * <p>Uses the SPI of {@code provider}, Apache's HTTP client, and {@code cluster} for Secrets.
 */
package io.jenkins.plugins.vela.provider.http;
