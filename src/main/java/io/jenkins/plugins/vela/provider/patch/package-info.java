/**
 * Merging a patch into an object by the strategies that templates write as comments. Pure functions on JSON trees, shared by
 * the actions that patch in a cluster and those that patch in memory. Uses nothing else of this project.
 */
package io.jenkins.plugins.vela.provider.patch;
