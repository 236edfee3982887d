/**
 * Every step definition as a Pipeline step: classes made at run time for the definitions of all, their descriptors and forms,
 * and the generic {@code velaStep}. May use {@code pipeline}, {@code config} and the engine's public face.
 */
package io.jenkins.plugins.vela.step;
