/**
 * Actions that a service outside performs, as KubeVela's {@code Package} objects declare them. Uses the SPI and {@code
 * provider.http}.
 */
package io.jenkins.plugins.vela.provider.external;
