package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.vela.runpage.RunGraph;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** How a workflow stood when it ended, kept beside its journal so that a page needs no engine to show it. */
public final class FinalPicture {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "picture.json";

    private FinalPicture() {}

    static void write(Path directory, WorkflowRunSpec spec, RunStatus status) throws IOException {
        String text = RunGraph.of(spec, status).toJson(status, Instant.now()).toString();
        try (AtomicFileWriter writer = new AtomicFileWriter(directory.resolve(FILE), StandardCharsets.UTF_8)) {
            writer.write(text);
            writer.commit();
        }
    }

    /** The picture of a workflow that has ended; one without steps when none was kept. */
    public static ObjectNode read(Run<?, ?> run, String node) throws IOException {
        Path file = WorkflowsOfBuild.directory(run, node).resolve(FILE);
        ObjectNode json = Files.exists(file)
                ? (ObjectNode) JSON.readTree(Files.readString(file))
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("phase", "")
                        .put("message", "")
                        .put("finished", true);
        return json.put("live", false);
    }
}
