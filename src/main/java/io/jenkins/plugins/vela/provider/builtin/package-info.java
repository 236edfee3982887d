/** The {@code vela/builtin} actions: decisions about the step itself, which the engine carries out. Uses the SPI only. */
package io.jenkins.plugins.vela.provider.builtin;
