/**
 * How a request changes an object: merge patch, JSON patch, strategic merge patch, server-side apply, and who owns
 * which field.
 *
 * <p>Everything here is a pure function of JSON trees; inputs are never changed. Uses {@code sandbox.api} for failures.
 */
package io.jenkins.plugins.vela.sandbox.patch;
