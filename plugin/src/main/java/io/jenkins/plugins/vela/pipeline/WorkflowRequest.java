package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.util.Secret;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a build asks to be run, as plain data that is written into the build's program. Immutable; the {@code with…} methods
 * make changed copies.
 */
public final class WorkflowRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where the workflow comes from. */
    enum Source {
        /** Its text is given. */
        TEXT,
        /** A file of the workspace. */
        FILE,
        /** A resource of a shared library that the build has loaded. */
        LIBRARY,
        /** One step of a type. */
        STEP
    }

    private final String function;
    private final Source source;
    private final String text;
    private String properties = "{}";
    private VelaOptions options = VelaOptions.NONE;
    private String context = "{}";
    private String clusters = "{}";
    private String definitions = "";
    private String mode = "";
    private boolean failingFast;
    private boolean pausingOnFailure;

    private WorkflowRequest(String function, Source source, String text) {
        this.function = Objects.requireNonNull(function, "function");
        this.source = source;
        this.text = Objects.requireNonNull(text, "text");
    }

    private WorkflowRequest(WorkflowRequest other) {
        this(other.function, other.source, other.text);
        properties = other.properties;
        options = other.options;
        context = other.context;
        clusters = other.clusters;
        definitions = other.definitions;
        mode = other.mode;
        failingFast = other.failingFast;
        pausingOnFailure = other.pausingOnFailure;
    }

    /**
     * A workflow whose text is given.
     *
     * @param function what the build calls it, for messages
     */
    public static WorkflowRequest text(String function, String text) {
        return new WorkflowRequest(function, Source.TEXT, text);
    }

    /** A workflow in a file of the workspace. */
    public static WorkflowRequest file(String function, String path) {
        return new WorkflowRequest(function, Source.FILE, path);
    }

    static WorkflowRequest libraryResource(String function, String path) {
        return new WorkflowRequest(function, Source.LIBRARY, path);
    }

    /**
     * One step.
     *
     * @param function what the build calls it, for messages
     * @param type the step type
     * @param properties its properties, an object
     */
    public static WorkflowRequest step(String function, String type, JsonNode properties) {
        WorkflowRequest request = new WorkflowRequest(function, Source.STEP, type);
        // it is written into the build's program, and may hold secrets
        request.properties = Secret.fromString(properties.toString()).getEncryptedValue();
        return request;
    }

    /** With cluster, namespace, timeout and outputs. */
    public WorkflowRequest with(VelaOptions some) {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.options = Objects.requireNonNull(some, "some");
        return copy;
    }

    /** With values for {@code context}. */
    public WorkflowRequest withContext(JsonNode values) {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.context = values.toString();
        return copy;
    }

    /** With other names for clusters: the workflow's name for each, and the configured one. */
    public WorkflowRequest withClusters(JsonNode names) {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.clusters = names.toString();
        return copy;
    }

    /** With definitions in a file or directory of the workspace. */
    WorkflowRequest withDefinitions(String path) {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.definitions = Objects.requireNonNull(path, "path");
        return copy;
    }

    /** With a mode for steps of the top level. */
    public WorkflowRequest withMode(String word) {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.mode = Objects.requireNonNull(word, "word");
        return copy;
    }

    /** Ends at the first failure, parallel steps included. */
    public WorkflowRequest failingFast() {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.failingFast = true;
        return copy;
    }

    /** Stays open when it has failed, until a person restarts or ends it. */
    WorkflowRequest pausingOnFailure() {
        WorkflowRequest copy = new WorkflowRequest(this);
        copy.pausingOnFailure = true;
        return copy;
    }

    String function() {
        return function;
    }

    Source source() {
        return source;
    }

    /** The text, the path or the step type. */
    String text() {
        return text;
    }

    JsonNode properties() {
        Secret encrypted = Secret.decrypt(properties);
        return PlainValue.read(encrypted == null ? properties : encrypted.getPlainText());
    }

    VelaOptions options() {
        return options;
    }

    ObjectNode context() {
        return (ObjectNode) PlainValue.read(context);
    }

    ObjectNode clusters() {
        return (ObjectNode) PlainValue.read(clusters);
    }

    String definitions() {
        return definitions;
    }

    String mode() {
        return mode;
    }

    boolean isFailingFast() {
        return failingFast;
    }

    boolean isPausingOnFailure() {
        return pausingOnFailure;
    }
}
