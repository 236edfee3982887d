package io.jenkins.plugins.vela.definition.test;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.definition.StepDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The scenarios of definitions in directories: {@code NAME.test.yaml} beside the definition, or {@code NAME.yaml} in a
 * directory of its own.
 */
public final class ScenarioFiles {
    private final List<Path> directories;

    private ScenarioFiles(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /** No scenarios at all. */
    public static ScenarioFiles none() {
        return new ScenarioFiles(List.of());
    }

    /** Those in a directory. */
    public static ScenarioFiles in(Path directory) {
        return new ScenarioFiles(List.of(directory));
    }

    /** Those beside definitions in a directory, and those in its sub-directory {@code tests}. */
    public static ScenarioFiles beside(Path definitions) {
        return new ScenarioFiles(List.of(definitions, definitions.resolve("tests")));
    }

    /** The file with a definition's scenarios; empty when it has none. */
    public Optional<Path> file(String type) {
        for (Path directory : directories) {
            for (String suffix : List.of(".test.yaml", ".test.yml", ".yaml", ".yml")) {
                Path file = directory.resolve(type + suffix);
                // a definition object lies in a file of that name too
                if (Files.isRegularFile(file) && (suffix.startsWith(".test") || isScenarios(file))) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isScenarios(Path file) {
        return text(file).lines().anyMatch(line -> line.startsWith("scenario:"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + ": cannot be read", unreadable);
        }
    }

    /**
     * The scenarios of a definition; none where it has no file.
     *
     * @throws DefinitionTests.BadScenariosException when the file holds something else
     */
    public List<Scenario> of(String type) {
        return file(type)
                .map(file -> DefinitionTests.read(file.toString(), text(file)))
                .orElse(List.of());
    }

    /** The parameters of the first scenario that ends well: an example that is known to work. */
    public Optional<JsonNode> example(StepDefinition definition) {
        return of(definition.name()).stream()
                .filter(scenario -> scenario.expect().path("end").asText().equals("done"))
                .map(Scenario::parameter)
                .filter(JsonNode::isObject)
                .findFirst();
    }
}
