package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a write left.
 *
 * @param object the object, in the API version that was asked for; belongs to the caller
 * @param created whether it did not exist before
 */
public record Written(ObjectNode object, boolean created) {}
