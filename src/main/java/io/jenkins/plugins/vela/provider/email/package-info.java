/** The {@code vela/email} actions: mail over SMTP. Uses the SPI, {@code provider.http} for the outbound policy, and Jakarta Mail. */
package io.jenkins.plugins.vela.provider.email;
