package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

/** A parameter's value that the workflows of a build find in their context, under the parameter's name. */
public interface ContextValue {

    /** The value, typed. */
    JsonNode contextValue();
}
