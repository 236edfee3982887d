/**
 * The actions that step templates call: what an action provider is, how one is called and what it answers.
 *
 * <p>Each provider lives in a package of its own below this one and brings its CUE facade as resources
 * {@code vela/<name>/*.cue}. Uses {@code cue} (facades, conditions) and {@code cluster}; knows nothing of runs.
 */
package io.jenkins.plugins.vela.provider;
