package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The {@code conditions} of a status; the time of a transition changes only with the condition's value. */
final class Conditions {

    private Conditions() {}

    static void set(ObjectNode status, String type, boolean value, String reason, String message, String now) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        ObjectNode condition = null;
        for (JsonNode item : conditions) {
            if (item.path("type").asText().equals(type)) {
                condition = (ObjectNode) item;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        String text = value ? "True" : "False";
        if (!condition.path("status").asText().equals(text)) {
            condition.put("lastTransitionTime", now);
        }
        condition.put("status", text);
        putOrRemove(condition, "reason", reason);
        putOrRemove(condition, "message", message);
    }

    static boolean isTrue(JsonNode object, String type) {
        for (JsonNode item : object.path("status").path("conditions")) {
            if (item.path("type").asText().equals(type)) {
                return item.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static void putOrRemove(ObjectNode condition, String field, String value) {
        if (value.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, value);
        }
    }
}
