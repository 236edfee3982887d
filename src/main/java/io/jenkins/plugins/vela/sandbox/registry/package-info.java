/**
 * What the API does with objects: create, update, patch, delete, with names, generations, ownership, finalizers,
 * subresources, defaults and validation.
 *
 * <p>Uses {@code sandbox.api}, {@code sandbox.patch} and {@code sandbox.store}; knows no HTTP.
 */
package io.jenkins.plugins.vela.sandbox.registry;
