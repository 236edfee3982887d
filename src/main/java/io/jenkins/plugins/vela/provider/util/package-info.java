/** The {@code vela/util} actions: patching in memory, bytes to text, log requests. Uses the SPI and {@code provider.patch}. */
package io.jenkins.plugins.vela.provider.util;
