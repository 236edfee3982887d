/**
 * The {@code vela/config} actions: named configurations, kept as labelled Secrets in the default cluster, checked and shaped by
 * templates in CUE. Uses the SPI of {@code provider}, {@code cluster} and {@code cue}.
 */
package io.jenkins.plugins.vela.provider.config;
