/**
 * Writes values of an evaluation as CUE syntax. Uses {@code cue.eval} through its view, and {@code cue.syntax}.
 */
package io.jenkins.plugins.vela.cue.export;
