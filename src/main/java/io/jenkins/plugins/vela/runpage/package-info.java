/**
 * A run as a picture: which steps stand beside and after each other, and how each of them does. Knows no user interface; uses
 * {@code workflow.model} only.
 */
package io.jenkins.plugins.vela.runpage;
