package io.jenkins.plugins.vela.library;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.vela.config.DefinitionTexts;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.pipeline.StepLibraries;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.libs.LibrariesAction;
import org.jenkinsci.plugins.workflow.libs.LibraryRecord;

/**
 * The definitions in {@code resources/vela/definitions} of the shared libraries that a build has loaded. Their files lie in the
 * build's directory, so that a build keeps what it began with.
 */
@Extension
public final class SharedLibraries implements StepLibraries.Scoped {
    private static final Logger LOGGER = Logger.getLogger(SharedLibraries.class.getName());
    private static final String DEFINITIONS = "vela/definitions";

    @Override
    public List<DefinitionSource> sources(Run<?, ?> run) throws IOException {
        List<DefinitionSource> sources = new ArrayList<>();
        for (Path resources : resources(run)) {
            Path directory = resources.resolve(DEFINITIONS);
            if (Files.isDirectory(directory)) {
                sources.add(DefinitionTexts.read(
                        texts(directory), problem -> LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {run, problem})));
            }
        }
        return sources;
    }

    /** What the last build that succeeded had, for the reference of a job; another build may have other libraries. */
    @Override
    public List<DefinitionSource> sources(Job<?, ?> job) throws IOException {
        Run<?, ?> last = job.getLastSuccessfulBuild();
        return last == null ? List.of() : sources(last);
    }

    @Override
    public Optional<String> resource(Run<?, ?> run, String path) throws IOException {
        for (Path resources : resources(run)) {
            Path file = resources.resolve(path).normalize();
            if (!file.startsWith(resources) || !Files.isRegularFile(file)) {
                continue;
            }
            // a link must not lead out of the library
            if (!file.toRealPath().startsWith(resources.toRealPath())) {
                throw new IOException(path + " lies outside its library");
            }
            return Optional.of(Files.readString(file));
        }
        return Optional.empty();
    }

    /** The names of the libraries that a build has loaded so far; they can become more. */
    static List<String> loaded(Run<?, ?> run) {
        LibrariesAction action = run.getAction(LibrariesAction.class);
        return action == null
                ? List.of()
                : action.getLibraries().stream()
                        .map(LibraryRecord::getDirectoryName)
                        .toList();
    }

    private static List<Path> resources(Run<?, ?> run) {
        return loaded(run).stream()
                .map(name -> new File(run.getRootDir(), "libs/" + name + "/resources").toPath())
                .filter(Files::isDirectory)
                .toList();
    }

    private static Map<String, String> texts(Path directory) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file :
                    (Iterable<Path>) walk.filter(Files::isRegularFile).filter(DefinitionTexts::isOne)::iterator) {
                texts.put(
                        directory.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
