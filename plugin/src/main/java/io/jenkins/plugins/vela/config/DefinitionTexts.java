package io.jenkins.plugins.vela.config;

import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Step definitions of many files, of which some may be wrong without harm to the others. */
public final class DefinitionTexts {
    /** Which files below a directory are meant to hold definitions, as Ant says it. */
    public static final String PATTERN = "**/*.cue,**/*.yaml,**/*.yml,**/*.json";

    private DefinitionTexts() {}

    /** Whether a file of this name is meant to hold definitions. */
    public static boolean isOne(Path file) {
        return String.valueOf(file.getFileName()).matches(".*\\.(cue|yaml|yml|json)");
    }

    /**
     * Reads the definitions.
     *
     * @param files texts by the name of their file
     * @param problems receives what is wrong, one sentence for each file, with its place
     */
    public static FixedDefinitions read(Map<String, String> files, Consumer<String> problems) {
        Map<String, StepDefinition> found = new LinkedHashMap<>();
        files.forEach((name, text) -> {
            try {
                if (name.endsWith(".cue")) {
                    DefinitionFile.read(name, text).ifPresent(one -> add(found, one, problems));
                } else {
                    FixedDefinitions.ofDocuments(Document.parseAll(name, text))
                            .all()
                            .forEach(one -> add(found, one, problems));
                }
            } catch (DefinitionException | DocumentException e) {
                problems.accept(e.getMessage());
            }
        });
        return FixedDefinitions.of(found.values());
    }

    private static void add(Map<String, StepDefinition> found, StepDefinition one, Consumer<String> problems) {
        StepDefinition other = found.putIfAbsent(one.name(), one);
        if (other != null) {
            problems.accept(one.position() + ": " + one.name() + " is defined at " + other.position() + " too");
        }
    }
}
