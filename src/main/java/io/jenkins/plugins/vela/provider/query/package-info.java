/**
 * The {@code vela/query} actions: log lines and events of objects, and what an Application has brought into clusters. Uses the
 * SPI and {@code cluster}.
 */
package io.jenkins.plugins.vela.provider.query;
