package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.owner.OwnerClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A run that lives in another process of this machine: operations go through the socket of its state directory's owner. */
public final class RunElsewhere implements RunControl {

    private final Path socket;
    private final String id;

    private RunElsewhere(Path socket, String id) {
        this.socket = socket;
        this.id = id;
    }

    /**
     * The run of a state directory that another process owns.
     *
     * @param id {@code <namespace>/<name>}
     * @return empty when nobody owns the directory, or whoever does has no socket
     */
    public static Optional<RunElsewhere> find(Path stateDirectory, String id) {
        return StateDirectory.ownersSocket(stateDirectory)
                .filter(RunElsewhere::answers)
                .map(socket -> new RunElsewhere(socket, id));
    }

    private static boolean answers(Path socket) {
        try {
            return OwnerClient.ask(socket, JsonNodeFactory.instance.objectNode())
                    .isPresent();
        } catch (IOException goingDown) {
            return false;
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void suspend() {
        ask(request("suspend"));
    }

    @Override
    public void suspend(String step) {
        ask(request("suspend").put("step", step));
    }

    @Override
    public void resume() {
        ask(request("resume"));
    }

    @Override
    public void resume(String step) {
        ask(request("resume").put("step", step));
    }

    @Override
    public void approve(String step, Decider by, String comment) {
        ask(decision("approve", step, by, comment));
    }

    @Override
    public void reject(String step, Decider by, String comment) {
        ask(decision("reject", step, by, comment));
    }

    @Override
    public void terminate() {
        ask(request("terminate"));
    }

    @Override
    public void restart() {
        ask(request("restart"));
    }

    @Override
    public void restart(String step) {
        ask(request("restart").put("step", step));
    }

    @Override
    public JsonNode evaluated(String step) {
        return ask(request("debug").put("step", step));
    }

    private ObjectNode request(String operation) {
        return JsonNodeFactory.instance.objectNode().put("operation", operation).put("run", id);
    }

    private ObjectNode decision(String operation, String step, Decider by, String comment) {
        ObjectNode request =
                request(operation).put("step", step).put("user", by.name()).put("comment", comment);
        ArrayNode groups = request.putArray("groups");
        by.groups().forEach(groups::add);
        return request;
    }

    private JsonNode ask(ObjectNode request) {
        ObjectNode answer;
        try {
            answer = OwnerClient.ask(socket, request)
                    .orElseThrow(() -> new OperationRefusedException(
                            "the process that owned the state directory has just ended; ask again"));
        } catch (IOException e) {
            throw new OperationRefusedException("the process that owns the state directory ended before it answered,"
                    + " and may have done what was asked: " + e.getMessage());
        }
        if (answer.has("refused")) {
            throw new OperationRefusedException(answer.path("refused").asText());
        }
        return answer.path("done");
    }
}
