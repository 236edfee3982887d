/**
 * The command line: argument handling and printing, nothing else. May use everything; nothing uses it.
 */
package io.jenkins.plugins.vela.cli;
