/**
 * The {@code vela/oam} actions: reading the parts of an Application, and handing one over to KubeVela's controller. Rendering
 * components is the controller's work and is refused here. Uses the SPI and {@code cluster}.
 */
package io.jenkins.plugins.vela.provider.oam;
