/** What can be said about a step definition without running it. Uses the evaluator's syntax trees and schemas. */
package io.jenkins.plugins.vela.definition.vet;
