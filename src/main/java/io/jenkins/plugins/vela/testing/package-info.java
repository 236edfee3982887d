/**
 * Helpers for teams that test their Jenkinsfiles: the calls of step definitions in a script, held against the real schemas of
 * the definitions, without a Jenkins. They come in a jar of their own (classifier {@code test-helpers}) and need Groovy, in any
 * version since 2.4, on the class path; the engine itself uses nothing of this package.
 */
package io.jenkins.plugins.vela.testing;
