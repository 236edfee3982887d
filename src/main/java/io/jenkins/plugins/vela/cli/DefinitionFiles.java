package io.jenkins.plugins.vela.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of definitions that the user named, or that lie in a directory that the user named. */
final class DefinitionFiles {
    private DefinitionFiles() {}

    /** The file itself, or what a directory holds, sorted; files of scenarios are left out. */
    static List<Path> of(Path named) {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        try (Stream<Path> files = Files.list(named)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(cue|yaml|yml)")
                            && !file.toString().matches(".*\\.test\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(named + ": cannot be read", unreadable);
        }
    }
}
