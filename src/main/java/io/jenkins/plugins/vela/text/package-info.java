/**
 * Small notations that people write by hand and that several packages read: durations, and names with a slip in them.
 *
 * <p>Uses nothing else of this project.
 */
package io.jenkins.plugins.vela.text;
