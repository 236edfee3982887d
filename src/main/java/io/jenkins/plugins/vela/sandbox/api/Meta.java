package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads the metadata of an object; absent text reads as the empty string. */
public record Meta(JsonNode object) {

    /** The metadata view of an object. */
    public static Meta of(JsonNode object) {
        return new Meta(object);
    }

    /** The {@code metadata} of an object that the caller owns; made when missing. */
    public static ObjectNode editable(ObjectNode object) {
        return object.withObjectProperty("metadata");
    }

    /** A moment in the form that the API prints: UTC, whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public String name() {
        return text("name");
    }

    public String generateName() {
        return text("generateName");
    }

    public String namespace() {
        return text("namespace");
    }

    public String uid() {
        return text("uid");
    }

    public String resourceVersion() {
        return text("resourceVersion");
    }

    public long generation() {
        return object.path("metadata").path("generation").asLong(0);
    }

    /** Whether a delete was accepted and finalizers or a grace period hold the object. */
    public boolean terminating() {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Whether a finalizer of this name is set. */
    public boolean hasFinalizer(String finalizer) {
        for (JsonNode item : object.path("metadata").path("finalizers")) {
            if (item.asText().equals(finalizer)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any finalizer is set. */
    public boolean hasFinalizers() {
        return !object.path("metadata").path("finalizers").isEmpty();
    }

    public JsonNode labels() {
        return object.path("metadata").path("labels");
    }

    /** The text of an annotation. */
    public Optional<String> annotation(String key) {
        JsonNode value = object.path("metadata").path("annotations").get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    /** The owner reference that has {@code controller: true}. */
    public Optional<JsonNode> controller() {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean(false)) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    private String text(String field) {
        return object.path("metadata").path(field).asText("");
    }
}
