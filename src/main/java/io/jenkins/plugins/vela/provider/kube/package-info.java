/**
 * The {@code vela/kube} actions: apply, patch, read, list and delete objects of any kind in a named cluster.
 *
 * <p>Uses the SPI of {@code provider}, {@code provider.patch} and {@code cluster}.
 */
package io.jenkins.plugins.vela.provider.kube;
