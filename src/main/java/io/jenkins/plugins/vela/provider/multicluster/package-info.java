/**
 * The {@code vela/multicluster} actions: which clusters there are, and where a topology places things. Uses the SPI and
 * {@code cluster}.
 */
package io.jenkins.plugins.vela.provider.multicluster;
