package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.Decider;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what other processes ask of the runs of this one. A request names an operation, a run and perhaps a step; the answer
 * has {@code done}, or {@code refused} with the reason in words. The other side is {@link RunElsewhere}.
 */
final class OwnerDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerDesk.class);

    private final Function<String, Optional<LiveRun>> runs;

    OwnerDesk(Function<String, Optional<LiveRun>> runs) {
        this.runs = runs;
    }

    ObjectNode answer(ObjectNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            String id = request.path("run").asText();
            LiveRun run = runs.apply(id)
                    .orElseThrow(
                            () -> new OperationRefusedException("the process that owns the state directory does not"
                                    + " run " + id + ": 'velaflow continue' takes it up once that process has ended"));
            answer.set("done", perform(run, request));
        } catch (OperationRefusedException e) {
            answer.put("refused", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("a request from another process failed", e);
            answer.put("refused", "the owner failed: " + e.getClass().getSimpleName());
        }
        return answer;
    }

    private static JsonNode perform(LiveRun live, ObjectNode request) {
        Run run = new RunHandle(live);
        Optional<String> step = Optional.ofNullable(request.get("step")).map(JsonNode::asText);
        String operation = request.path("operation").asText();
        switch (operation) {
            case "suspend" -> step.ifPresentOrElse(run::suspend, run::suspend);
            case "resume" -> step.ifPresentOrElse(run::resume, run::resume);
            case "terminate" -> run.terminate();
            case "restart" -> step.ifPresentOrElse(run::restart, run::restart);
            case "approve" ->
                run.approve(
                        named(step), decider(request), request.path("comment").asText());
            case "reject" ->
                run.reject(
                        named(step), decider(request), request.path("comment").asText());
            case "debug" -> {
                return live.evaluated(named(step));
            }
            default ->
                throw new OperationRefusedException(
                        "the process that owns the state directory is of another version and does not know "
                                + operation);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static String named(Optional<String> step) {
        return step.orElseThrow(() -> new OperationRefusedException("which step?"));
    }

    private static Decider decider(ObjectNode request) {
        Set<String> groups = new HashSet<>();
        request.path("groups").forEach(group -> groups.add(group.asText()));
        return new Decider(request.path("user").asText("?"), groups);
    }
}
