package io.jenkins.plugins.vela.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.controller.StatusRule;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What controllers that the embedded cluster does not have would say of objects of theirs, once they have done their work. */
record AbsentControllers() implements StatusRule {

    private static final Set<String> KINDS = Set.of(
            "applications.core.oam.dev",
            "configurations.terraform.core.oam.dev",
            "helmreleases.helm.toolkit.fluxcd.io",
            "rollouts.standard.oam.dev");

    @Override
    public boolean covers(Resource resource) {
        return KINDS.contains(resource.plural() + "." + resource.group());
    }

    @Override
    public List<Step> steps(JsonNode object, Duration delay, boolean fails) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        switch (object.path("kind").asText()) {
            case "Application" -> {
                status.put("status", "running");
                String version = object.at("/metadata/annotations/app.oam.dev~1publishVersion")
                        .asText("v1");
                status.withObject("/workflow").put("appRevision", version);
            }
            case "Configuration" -> status.withObject("/apply").put("state", "Available");
            case "HelmRelease" ->
                status.withArray("/conditions").addObject().put("type", "Ready").put("status", "True");
            default ->
                status.put("rollingState", "rolloutSucceed")
                        .put(
                                "currentBatch",
                                object.at("/spec/rolloutPlan/batchPartition").asInt())
                        .put(
                                "LastUpgradedTargetRevision",
                                object.at("/spec/targetRevisionName").asText());
        }
        return List.of(new Step(delay, status));
    }
}
