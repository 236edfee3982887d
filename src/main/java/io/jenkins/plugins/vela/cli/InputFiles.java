package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.definition.DirectoryDefinitions;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import io.jenkins.plugins.vela.document.DocumentFile;
import io.jenkins.plugins.vela.document.DocumentLimits;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.WorkflowDocuments;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the files on the command line hold. Reading goes on after a problem, so that all are told at once.
 *
 * @param documents everything that could be read
 * @param packages the {@code Package} objects among them
 * @param library the step types: those of the documents, then the directories', then the built-in ones
 * @param problems what could not be read
 */
record InputFiles(
        WorkflowDocuments documents,
        ExternalPackages packages,
        DefinitionLibrary library,
        List<PlacedFinding> problems) {
    /** A file's name that means standard input. */
    static final String STANDARD_INPUT = "-";

    static InputFiles read(Console console, List<String> files, List<String> directories) {
        List<PlacedFinding> problems = new ArrayList<>();
        List<Document> read = new ArrayList<>();
        for (String file : files) {
            try {
                read.addAll(
                        file.equals(STANDARD_INPUT)
                                ? DocumentFile.read("<stdin>", console.in(), DocumentLimits.DEFAULT)
                                : DocumentFile.read(file, path(file), DocumentLimits.DEFAULT));
            } catch (DocumentException broken) {
                problems.add(PlacedFinding.error(broken.position(), broken.path(), broken.problem()));
            }
        }
        WorkflowDocuments documents = WorkflowDocuments.of(read, problems::add);
        ExternalPackages packages = ExternalPackages.of(documents.objects(), problems::add);
        List<DefinitionSource> layers = new ArrayList<>();
        try {
            layers.add(FixedDefinitions.ofDocuments(documents.definitions()));
        } catch (DefinitionException broken) {
            addAll(problems, broken);
        }
        for (String directory : directories) {
            try {
                layers.add(DirectoryDefinitions.read(directory, path(directory), DocumentLimits.DEFAULT));
            } catch (DefinitionException broken) {
                addAll(problems, broken);
            }
        }
        return new InputFiles(documents, packages, DefinitionLibrary.layered(layers), List.copyOf(problems));
    }

    /** The same with the workflows that a run names and no file holds, as far as the default cluster has them. */
    InputFiles withReferences(LazyClusters clusters) throws InterruptedException {
        WorkflowDocuments all = documents;
        for (Document run : documents.runs()) {
            String name = run.value().at("/spec/workflowRef").asText();
            String namespace = run.value().at("/metadata/namespace").asText();
            boolean needed = !name.isEmpty() && !run.value().at("/spec").has("workflowSpec");
            if (needed && all.workflow(name, namespace).isEmpty()) {
                Optional<Document> found = clusters.workflow(name, namespace);
                all = found.isPresent() ? all.with(found.get()) : all;
            }
        }
        return new InputFiles(all, packages, library, problems);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException strange) {
            throw Refusal.badInput(name + ": is no file name: " + strange.getReason());
        }
    }

    private static void addAll(List<PlacedFinding> problems, DefinitionException broken) {
        broken.problems()
                .forEach(problem ->
                        problems.add(PlacedFinding.error(problem.position(), FieldPath.ROOT, problem.message())));
    }
}
