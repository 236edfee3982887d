/**
 * What a person sees of a build's workflows and may do to them: pages, operations for browsers and programs, approvals. May
 * use {@code pipeline}.
 */
package io.jenkins.plugins.vela.page;
