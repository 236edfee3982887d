/**
 * What values a piece of CUE asks for, as a model for forms, documentation and OpenAPI. Knows data only, nothing of the
 * evaluator that the model is read from.
 */
package io.jenkins.plugins.vela.cue.schema;
