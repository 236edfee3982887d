/**
 * Makes syntax trees of what is not CUE text: data files, values given to tags. Uses {@code cue.syntax} and the readers of
 * {@code cue.builtin}.
 */
package io.jenkins.plugins.vela.cue.load;
