/** The {@code vela/time} actions: dates to numbers and back, with Go's layouts. Uses the SPI only. */
package io.jenkins.plugins.vela.provider.time;
