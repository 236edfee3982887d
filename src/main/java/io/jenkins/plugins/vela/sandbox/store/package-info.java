/**
 * The objects of one cluster in memory, the order in which they changed, and feeds of those changes.
 *
 * <p>Knows keys and revisions, nothing of what a kind means. Uses {@code sandbox.api}.
 */
package io.jenkins.plugins.vela.sandbox.store;
