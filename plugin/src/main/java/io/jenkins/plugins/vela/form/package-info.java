/**
 * Workflow steps and workflows in jobs that are no Pipelines, and as parameters of jobs: filled in by forms that are made of a
 * definition's parameters. May use {@code pipeline} and {@code config}.
 */
package io.jenkins.plugins.vela.form;
