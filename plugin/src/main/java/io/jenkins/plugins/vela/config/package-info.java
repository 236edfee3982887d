/**
 * What administrators configure, and whoever may configure a folder: clusters and their credentials, sources of step
 * definitions, limits, where requests may go. May use the engine and Jenkins' credentials and SCM API; it knows no workflows.
 */
package io.jenkins.plugins.vela.config;
