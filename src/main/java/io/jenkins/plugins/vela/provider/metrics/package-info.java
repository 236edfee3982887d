/** The {@code vela/metrics} actions: asking Prometheus. Uses the SPI, {@code provider.http} for requests and {@code cue} for conditions. */
package io.jenkins.plugins.vela.provider.metrics;
