package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A command line that has been run in this process.
 *
 * @param exitCode what it ended with
 * @param out what it printed as its result
 * @param err what it printed beside it
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs without a terminal: nobody can be asked. */
    static CommandRun of(String... arguments) {
        return run("", false, arguments);
    }

    /** Runs with a person who types these lines. */
    static CommandRun answering(String typed, String... arguments) {
        return run(typed, true, arguments);
    }

    private static CommandRun run(String typed, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                false,
                interactive,
                120);
        int code = Velaflow.run(console, arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The result as JSON. */
    JsonNode json() {
        try {
            return new JsonMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out, e);
        }
    }

    /** The status of a step or sub-step in the result, which must be JSON. */
    JsonNode step(String name) {
        return steps(json().path("status").path("steps"))
                .filter(step -> step.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + name + " in " + out));
    }

    /** The phase of a step or sub-step in the result, which must be JSON. */
    String phase(String step) {
        return step(step).path("phase").asText();
    }

    /** The lines of the result that hold all of these words. */
    List<String> lines(String... words) {
        return out.lines()
                .filter(line -> Stream.of(words).allMatch(line::contains))
                .toList();
    }

    private static Stream<JsonNode> steps(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .flatMap(step -> Stream.concat(Stream.of(step), steps(step.path("subSteps"))));
    }
}
