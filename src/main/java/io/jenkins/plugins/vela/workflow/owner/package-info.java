/**
 * How other processes talk to the one that owns a state directory: a local socket that only the owner's user can open, one
 * request and one answer a connection, each a JSON object on a line. Knows nothing of runs; uses no package of ours.
 */
package io.jenkins.plugins.vela.workflow.owner;
