/**
 * Scope resolution: syntax trees become immutable expression trees in which every name is resolved to a scope depth and
 * a label, a let, a binding or an import. Compiled once, evaluated many times, shared by threads.
 *
 * <p>Uses {@code cue.syntax} and {@code cue.value}.
 */
package io.jenkins.plugins.vela.cue.compile;
