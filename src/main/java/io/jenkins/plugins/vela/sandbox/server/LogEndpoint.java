package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.log.ContainerLog;
import io.jenkins.plugins.vela.sandbox.log.PodLogs;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Streams what a container wrote. */
final class LogEndpoint {

    private static final Duration CHECK = Duration.ofSeconds(10);

    private final Registry registry;
    private final PodLogs logs;

    LogEndpoint(Registry registry, PodLogs logs) {
        this.registry = registry;
        this.logs = logs;
    }

    void stream(ApiRequest request, ResourceKind pods, Target target) throws IOException, InterruptedException {
        ObjectNode pod = registry.get(pods, target.namespace(), target.name());
        String container = container(pod, request.parameter("container"));
        ContainerLog log = started(pod, container);
        List<ContainerLog.Line> present = chosen(log.from(0), request);
        boolean times = request.flag("timestamps");
        int position = log.from(0).size();
        try (OutputStream out = request.stream("text/plain")) {
            for (ContainerLog.Line line : present) {
                write(out, line, times);
            }
            out.flush();
            boolean follow = request.flag("follow");
            while (follow) {
                List<ContainerLog.Line> more = log.from(position);
                for (ContainerLog.Line line : more) {
                    write(out, line, times);
                }
                out.flush();
                position += more.size();
                if (more.isEmpty() && log.finished()) {
                    break;
                }
                log.awaitMore(position, CHECK);
            }
        }
        request.exchange().close();
    }

    private static String container(JsonNode pod, String asked) {
        List<String> names = new ArrayList<>();
        for (String list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
            for (JsonNode item : pod.path("spec").path(list)) {
                names.add(item.path("name").asText());
            }
        }
        String name = Meta.of(pod).name();
        if (asked.isEmpty()) {
            int count = pod.path("spec").path("containers").size();
            if (count > 1) {
                throw ApiFailure.badRequest("a container name must be specified for pod " + name + ", choose one of: ["
                        + String.join(" ", names.subList(0, count)) + "]");
            }
            return names.get(0);
        }
        if (!names.contains(asked)) {
            throw ApiFailure.badRequest("container " + asked + " is not valid for pod " + name);
        }
        return asked;
    }

    private ContainerLog started(JsonNode pod, String container) {
        Optional<ContainerLog> log = logs.find(Meta.of(pod).uid(), container);
        if (log.isPresent()) {
            return log.get();
        }
        String reason = "ContainerCreating";
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("name").asText().equals(container)) {
                reason = status.path("state").path("waiting").path("reason").asText(reason);
            }
        }
        throw ApiFailure.badRequest("container \"" + container + "\" in pod \""
                + Meta.of(pod).name() + "\" is waiting to start: " + reason);
    }

    private static List<ContainerLog.Line> chosen(List<ContainerLog.Line> lines, ApiRequest request) {
        Optional<Instant> since = request.time("sinceTime");
        String seconds = request.parameter("sinceSeconds");
        if (!seconds.isEmpty()) {
            since = Optional.of(Instant.now().minusSeconds(number("sinceSeconds", seconds)));
        }
        List<ContainerLog.Line> chosen = lines;
        if (since.isPresent()) {
            Instant earliest = since.get();
            chosen = lines.stream()
                    .filter(line -> !line.time().isBefore(earliest))
                    .toList();
        }
        String tail = request.parameter("tailLines");
        if (!tail.isEmpty()) {
            long count = Math.min(number("tailLines", tail), chosen.size());
            chosen = chosen.subList(chosen.size() - (int) count, chosen.size());
        }
        return chosen;
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number < 0) {
                throw ApiFailure.unprocessable("PodLogOptions \"\" is invalid: " + name + ": Invalid value: " + text
                        + ": must be greater than or equal to 0");
            }
            return number;
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("invalid " + name + ": " + text);
        }
    }

    private static void write(OutputStream out, ContainerLog.Line line, boolean times) throws IOException {
        String text = (times ? line.time() + " " : "") + line.text() + "\n";
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
