/**
 * The older {@code vela/op} package: the same actions called flat, parameters and results side by side in one struct. Uses the
 * SPI and the other providers, to which every call is passed on.
 */
package io.jenkins.plugins.vela.provider.op;
