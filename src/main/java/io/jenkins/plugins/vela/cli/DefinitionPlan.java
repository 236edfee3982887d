package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the step types of a run come from, so that a restart finds what has changed there. Kept in the state directory, by
 * run.
 *
 * @param files those among the workflow's files that hold definitions; what came from standard input cannot be read again
 * @param directories nearest first
 */
record DefinitionPlan(List<String> files, List<String> directories) {
    private static final String FILE = "definitions.json";

    DefinitionPlan {
        files = List.copyOf(files);
        directories = List.copyOf(directories);
    }

    /** What was named on the command line. */
    static DefinitionPlan of(InputFiles input, List<String> directories) {
        List<String> files = input.documents().definitions().stream()
                .map(Document::source)
                .filter(source -> Files.exists(Path.of(source)))
                .distinct()
                .map(DefinitionPlan::absolute)
                .toList();
        return new DefinitionPlan(
                files, directories.stream().map(DefinitionPlan::absolute).toList());
    }

    /** A restart may be asked for in another directory. */
    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    /**
     * The library as it is now.
     *
     * @throws DefinitionException with everything that cannot be read
     */
    DefinitionLibrary library(Console console) {
        InputFiles input = InputFiles.read(console, files, directories);
        if (!input.problems().isEmpty()) {
            throw new DefinitionException(input.problems().stream()
                    .map(problem -> new DefinitionException.Problem(problem.position(), problem.message()))
                    .toList());
        }
        return input.library();
    }

    void save(Path stateDirectory, String run) {
        ObjectNode all = read(stateDirectory);
        ObjectNode mine = all.putObject(run);
        files.forEach(mine.putArray("files")::add);
        directories.forEach(mine.putArray("directories")::add);
        try {
            Files.createDirectories(stateDirectory);
            Files.writeString(stateDirectory.resolve(FILE), all.toPrettyString() + "\n");
        } catch (IOException unwritable) {
            throw Refusal.badInput("--state " + stateDirectory + ": cannot be written: " + unwritable.getMessage());
        }
    }

    /** That of a run; of one that none was kept for, the built-in library alone. */
    static DefinitionPlan load(Path stateDirectory, String run) {
        JsonNode mine = read(stateDirectory).path(run);
        return new DefinitionPlan(texts(mine.path("files")), texts(mine.path("directories")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array instanceof ArrayNode) {
            array.forEach(text -> texts.add(text.asText()));
        }
        return texts;
    }

    private static ObjectNode read(Path stateDirectory) {
        Path file = stateDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return new JsonMapper().readTree(Files.readString(file)) instanceof ObjectNode all
                    ? all
                    : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException broken) {
            throw Refusal.badInput(file + ": not JSON: " + broken.getOriginalMessage());
        } catch (IOException unreadable) {
            throw Refusal.badInput(file + ": cannot be read: " + unreadable.getMessage());
        }
    }
}
