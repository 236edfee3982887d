/**
 * Writes CUE syntax trees as text in the customary layout. Uses {@code cue.syntax}.
 */
package io.jenkins.plugins.vela.cue.format;
