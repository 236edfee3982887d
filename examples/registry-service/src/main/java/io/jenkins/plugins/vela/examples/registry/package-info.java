/** The HTTP service of {@code preload-images.yaml}; nothing but the JDK. */
package io.jenkins.plugins.vela.examples.registry;
