package io.jenkins.plugins.vela.examples.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a user of the delivery service asks for: the business side of a delivery, which knows nothing of workflows.
 *
 * @param application what to deliver
 * @param version which version of it
 * @param git repository to build from
 * @param batches share of the users, in percent, who have the new version after each batch
 */
public record DeliveryPlan(String application, String version, String git, List<Integer> batches) {

    public DeliveryPlan {
        batches = List.copyOf(batches);
        if (application.isEmpty() || version.isEmpty() || git.isEmpty() || batches.isEmpty()) {
            throw new IllegalArgumentException("a plan needs an application, a version, a git repository and batches");
        }
    }

    /** Reads a plan as it is posted to the service. */
    static DeliveryPlan of(JsonNode json) {
        List<Integer> batches = new ArrayList<>();
        json.path("batches").forEach(batch -> batches.add(batch.asInt()));
        return new DeliveryPlan(
                json.path("application").asText(),
                json.path("version").asText(),
                json.path("git").asText(),
                batches);
    }
}
