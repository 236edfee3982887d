/**
 * Step definitions as functions of Pipeline scripts: what they are called, which parameters they take, and whether a call fits.
 *
 * <p>Knows no Pipeline: whoever has a call gives its name and its arguments.
 */
package io.jenkins.plugins.vela.stepcall;
