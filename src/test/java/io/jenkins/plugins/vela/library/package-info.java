/** Tests of the step library and of what users are shown: definitions, examples, documentation. */
package io.jenkins.plugins.vela.library;
