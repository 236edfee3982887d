/**
 * An example: a delivery service that has its plans carried out by the engine. Needs the engine's embedding API, an
 * embedded database and what the JDK has; no Jenkins.
 */
package io.jenkins.plugins.vela.examples.delivery;
