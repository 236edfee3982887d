/**
 * Forms for the parameters of a step: which fields a schema asks a person for, and what was filled in as values. Knows no
 * user interface; may use {@code cue.schema} and {@code document}.
 */
package io.jenkins.plugins.vela.stepform;
