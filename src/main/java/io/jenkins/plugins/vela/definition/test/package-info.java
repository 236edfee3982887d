/**
 * Tests of step definitions without an engine and without a cluster: a scenario scripts the results of a definition's actions
 * and says what must happen. Uses the evaluator, documents and definitions.
 */
package io.jenkins.plugins.vela.definition.test;
