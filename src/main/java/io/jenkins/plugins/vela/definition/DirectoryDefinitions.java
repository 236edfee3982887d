package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import io.jenkins.plugins.vela.document.DocumentFile;
import io.jenkins.plugins.vela.document.DocumentLimits;
import io.jenkins.plugins.vela.document.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Definitions in the files of a directory: {@code .cue}, and step definitions in {@code .yaml}, {@code .yml}, {@code .json}. */
public final class DirectoryDefinitions {
    private DirectoryDefinitions() {}

    /**
     * Reads the directory, not what is below it. Everything is read at once, so that a definition that cannot be read is
     * told before a run depends on it.
     *
     * @param name what the user calls the directory
     * @throws DefinitionException with the problems of all files
     */
    public static FixedDefinitions read(String name, Path directory, DocumentLimits limits) {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new DefinitionException(
                    Position.start(name),
                    Files.isDirectory(directory)
                            ? "cannot be read: " + unreadable.getMessage()
                            : Files.exists(directory) ? "expected a directory" : "no such directory");
        }
        List<StepDefinition> found = new ArrayList<>();
        List<DefinitionException.Problem> problems = new ArrayList<>();
        for (Path file : files) {
            String fileName =
                    Path.of(name).resolve(file.getFileName().toString()).toString();
            try {
                if (fileName.endsWith(".cue")) {
                    cue(fileName, file, limits).ifPresent(found::add);
                } else if (fileName.endsWith(".yaml") || fileName.endsWith(".yml") || fileName.endsWith(".json")) {
                    for (Document document : DocumentFile.read(fileName, file, limits)) {
                        DefinitionObject.read(document).ifPresent(found::add);
                    }
                }
            } catch (DefinitionException broken) {
                problems.addAll(broken.problems());
            } catch (DocumentException broken) {
                problems.add(new DefinitionException.Problem(broken.position(), broken.problem()));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return FixedDefinitions.of(found);
    }

    private static Optional<StepDefinition> cue(String name, Path file, DocumentLimits limits) {
        return DefinitionFile.read(name, DocumentFile.text(name, file, limits));
    }
}
