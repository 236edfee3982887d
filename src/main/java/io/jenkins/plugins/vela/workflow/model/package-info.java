/**
 * What a person writes and reads: the workflow run's specification and status, in the shape of KubeVela's
 * {@code core.oam.dev/v1alpha1} API, as immutable records. Decoding reports every finding with a JSON pointer instead of
 * stopping at the first. Uses Jackson's tree only.
 */
package io.jenkins.plugins.vela.workflow.model;
