/**
 * What an administrator configures: the clusters that workflows may name. May use {@code cluster} and {@code sandbox} of the
 * engine and Jenkins' credentials; it knows no builds.
 */
package io.jenkins.plugins.vela.config;
