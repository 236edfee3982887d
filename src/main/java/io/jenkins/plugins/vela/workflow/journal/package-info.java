/**
 * Durability: a directory per run with what it was started with and an append-only journal of its events, checksummed,
 * versioned and, where a record holds results or variables, encrypted. One process owns a state directory; reading needs no
 * ownership. Uses {@code workflow.state} and {@code workflow.model}.
 */
package io.jenkins.plugins.vela.workflow.journal;
