/**
 * Step definitions that only some builds may use: those of their shared libraries and their folders, as functions of the build's
 * script. May use {@code step}, {@code pipeline} and {@code config}.
 */
package io.jenkins.plugins.vela.library;
