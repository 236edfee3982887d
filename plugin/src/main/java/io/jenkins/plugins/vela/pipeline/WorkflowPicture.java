package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.vela.runpage.RunGraph;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A workflow as a page shows it: while it lives as it stands, later as it stood in the end, which is kept beside its journal so
 * that a page needs no engine to show it. Nothing in it is secret.
 */
public final class WorkflowPicture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PICTURE = "picture.json";
    private static final String DETAILS = "details.json";

    private final Path directory;
    private final Optional<BuildWorkflow> live;

    private WorkflowPicture(Path directory, Optional<BuildWorkflow> live) {
        this.directory = directory;
        this.live = live;
    }

    /** The picture of the workflow at a node of a build. */
    public static WorkflowPicture of(Run<?, ?> run, String node) {
        Path directory = WorkflowsOfBuild.directory(run, node);
        return new WorkflowPicture(directory, VelaWorkflows.get().live(directory));
    }

    /** Keeps how a workflow stands, which is how it ended. */
    static void keep(Path directory, BuildWorkflow workflow) throws IOException {
        write(directory.resolve(PICTURE), graph(workflow));
        ObjectNode details = workflow.details().all();
        details.fieldNames().forEachRemaining(step -> RecordedRun.evaluated(directory, workflow.spec(), step)
                .ifPresent(value -> ((ObjectNode) details.get(step))
                        .set("template", workflow.details().shown(value))));
        write(directory.resolve(DETAILS), details);
    }

    private static void write(Path file, ObjectNode json) throws IOException {
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            writer.write(json.toString());
            writer.commit();
        }
    }

    /** The run and its steps with their cells; one without steps when nothing was kept. */
    public ObjectNode graph() throws IOException {
        if (live.isPresent()) {
            return graph(live.get()).put("live", true);
        }
        return read(directory.resolve(PICTURE))
                .orElseGet(() -> JsonNodeFactory.instance
                        .objectNode()
                        .put("phase", "")
                        .put("message", "")
                        .put("finished", true))
                .put("live", false);
    }

    private static ObjectNode graph(BuildWorkflow workflow) {
        ObjectNode graph = RunGraph.of(workflow.spec(), workflow.status()).toJson(workflow.status(), Instant.now());
        return (ObjectNode) workflow.details().shown(graph);
    }

    /** What a step was given and gave back; empty when there is no such step. */
    public Optional<ObjectNode> step(String name) throws IOException {
        if (live.isEmpty()) {
            return read(directory.resolve(DETAILS)).map(all -> all.get(name)).map(ObjectNode.class::cast);
        }
        Optional<ObjectNode> details = live.get().details().of(name);
        details.ifPresent(step -> template(live.get(), name).ifPresent(value -> step.set("template", value)));
        return details;
    }

    /** What the step's template has become, where that is known: while it runs, and when it has failed. */
    private static Optional<JsonNode> template(BuildWorkflow workflow, String step) {
        try {
            return Optional.of(workflow.details().shown(workflow.evaluated(step)));
        } catch (OperationRefusedException notKept) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of((ObjectNode) JSON.readTree(Files.readString(file))) : Optional.empty();
    }
}
