package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import java.time.Duration;
import java.util.List;

/** OpenKruise's ImagePullJob: counts the nodes that have the image. */
final class ImagePullJobs implements StatusRule {

    @Override
    public boolean covers(Resource resource) {
        return resource.equals(new Resource("apps.kruise.io", "imagepulljobs"));
    }

    @Override
    public List<Step> steps(JsonNode object, Duration delay, boolean fails) {
        int nodes =
                Math.max(1, object.path("spec").path("selector").path("names").size());
        return List.of(
                new Step(Duration.ZERO, counts(nodes, nodes, 0, 0)),
                new Step(delay, fails ? counts(nodes, 0, 0, nodes) : counts(nodes, 0, nodes, 0)));
    }

    private static ObjectNode counts(int desired, int active, int succeeded, int failed) {
        ObjectNode status = Json.object();
        status.put("desired", desired);
        status.put("active", active);
        status.put("completed", succeeded + failed);
        status.put("succeeded", succeeded);
        status.put("failed", failed);
        status.put("message", active > 0 ? "job is running" : "job has completed");
        return status;
    }
}
