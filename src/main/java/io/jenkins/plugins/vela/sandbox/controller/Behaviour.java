package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the annotations of an object, or of its namespace, ask the controllers to do with it. */
record Behaviour(Outcome outcome, Duration delay, Duration duration, OptionalInt exitCode, Optional<List<String>> log) {

    static final String PREFIX = "sandbox.vela/";

    enum Outcome {
        READY,
        FAIL,
        PENDING
    }

    static Behaviour of(JsonNode object, Optional<ObjectNode> namespace, Duration defaultDelay) {
        Duration delay =
                annotation("delay", object, namespace).flatMap(Durations::parse).orElse(defaultDelay);
        Outcome outcome =
                switch (annotation("behavior", object, namespace).orElse("ready")) {
                    case "fail" -> Outcome.FAIL;
                    case "pending" -> Outcome.PENDING;
                    default -> Outcome.READY;
                };
        return new Behaviour(
                outcome,
                delay,
                annotation("duration", object, namespace)
                        .flatMap(Durations::parse)
                        .orElse(delay),
                annotation("exit-code", object, namespace)
                        .map(Behaviour::exitCode)
                        .orElse(OptionalInt.empty()),
                annotation("log", object, namespace).map(text -> text.lines().toList()));
    }

    static Optional<String> annotation(String name, JsonNode object, Optional<ObjectNode> namespace) {
        return Meta.of(object)
                .annotation(PREFIX + name)
                .or(() -> namespace.flatMap(n -> Meta.of(n).annotation(PREFIX + name)));
    }

    /** The exit code of its containers. */
    int exit() {
        return exitCode.orElse(outcome == Outcome.FAIL ? 1 : 0);
    }

    private static OptionalInt exitCode(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
