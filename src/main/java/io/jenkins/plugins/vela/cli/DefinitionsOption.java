package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.definition.DirectoryDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.DocumentLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --definitions}: where step types come from. */
final class DefinitionsOption {
    @Option(names = "--definitions", paramLabel = "DIR", description = "Step definitions (.cue, .yaml); repeatable.")
    private List<Path> directories = List.of();

    /** The directories, nearest first, above the built-in library. */
    DefinitionLibrary library() {
        List<DefinitionSource> layers = new ArrayList<>();
        for (Path directory : directories) {
            layers.add(DirectoryDefinitions.read(directory.toString(), directory, DocumentLimits.DEFAULT));
        }
        return DefinitionLibrary.layered(layers);
    }

    /** A type that must be there. */
    StepDefinition find(String type) {
        DefinitionLibrary library = library();
        return library.find(type).orElseThrow(() -> Refusal.badInput(library.unknown(type)));
    }

    /** All types, sorted by name. */
    List<StepDefinition> all() {
        DefinitionLibrary library = library();
        return library.types().stream()
                .flatMap(type -> library.find(type).stream())
                .toList();
    }
}
