package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import java.time.Duration;
import java.util.List;

/** The status that objects of a kind without a controller here get by themselves. */
public interface StatusRule {

    /**
     * One status in a row.
     *
     * @param after how long after the one before, or after the change that began the row
     * @param status merged into the present status; {@code null} values remove
     */
    record Step(Duration after, ObjectNode status) {}

    /** Whether objects of this resource are concerned. */
    boolean covers(Resource resource);

    /**
     * The statuses of an object, anew for every generation of it.
     *
     * @param fails whether its annotation asks for failure
     */
    List<Step> steps(JsonNode object, Duration delay, boolean fails);
}
