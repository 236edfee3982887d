package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;

/** Answers to questions about rights: whoever has the token may do everything. */
final class Reviews {

    private static final String USER = "sandbox-admin";

    private Reviews() {}

    static ObjectNode answer(ResourceKind kind, JsonNode question) {
        ObjectNode answer = question.isObject() ? question.deepCopy() : Json.object();
        answer.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        ObjectNode status = answer.putObject("status");
        switch (kind.kind()) {
            case "SelfSubjectAccessReview", "SubjectAccessReview", "LocalSubjectAccessReview" ->
                status.put("allowed", true).put("reason", "everything is allowed in the embedded cluster");
            case "SelfSubjectReview" -> status.putObject("userInfo").put("username", USER);
            case "SelfSubjectRulesReview" -> {
                ObjectNode rule = status.putArray("resourceRules").addObject();
                for (String field : new String[] {"verbs", "apiGroups", "resources"}) {
                    rule.putArray(field).add("*");
                }
                status.putArray("nonResourceRules");
                status.put("incomplete", false);
            }
            default -> throw ApiFailure.methodNotAllowed();
        }
        return answer;
    }
}
