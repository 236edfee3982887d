package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The definitions that every build may use: the built-in library and what the administrator adds. Read when the controller
 * starts, when the configuration is saved, when somebody asks for it and, as far as they are elsewhere, now and then. A source
 * that cannot be read keeps what it had, also over a restart of the controller. Thread-safe.
 */
@Extension
public final class DefinitionSources {
    private static final Logger LOGGER = Logger.getLogger(DefinitionSources.class.getName());

    private Map<String, Source> last = Map.of();
    private volatile Read read = new Read(DefinitionLibrary.builtIn(), List.of());

    /** Told after definitions were read anew. */
    public interface Listener extends ExtensionPoint {
        /** There may be other definitions now. */
        void definitionsChanged();
    }

    private record Read(DefinitionLibrary library, List<String> problems) {}

    /** A source as it was read last. */
    private record Source(Map<String, String> texts, FixedDefinitions definitions, List<String> problems) {}

    public static DefinitionSources get() {
        return ExtensionList.lookupSingleton(DefinitionSources.class);
    }

    /** The definitions as they were read last. */
    public DefinitionLibrary library() {
        return read.library();
    }

    /** What was wrong with sources when they were read last, one sentence each. */
    public List<String> problems() {
        return read.problems();
    }

    /** Reads all sources anew and tells listeners. May take long: sources can be remote. */
    public synchronized void refresh() {
        load(true);
        ExtensionList.lookup(Listener.class).forEach(Listener::definitionsChanged);
    }

    /** Reads the sources anew that are elsewhere, and tells listeners when something has changed. */
    synchronized void refreshRemote() {
        Map<String, Source> before = last;
        Read problems = read;
        load(false);
        if (!before.equals(last) || !problems.problems().equals(read.problems())) {
            ExtensionList.lookup(Listener.class).forEach(Listener::definitionsChanged);
        }
    }

    private void load(boolean localToo) {
        List<FixedDefinitions> definitions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, Source> now = new HashMap<>();
        for (DefinitionSourceConfiguration configured : VelaConfiguration.get().getDefinitionSources()) {
            String place = configured.describe();
            Source known = last.get(place);
            Source source = known != null && !localToo && !configured.isRemote()
                    ? known
                    : read(configured, place, known, problems);
            if (source != null) {
                now.put(place, source);
                definitions.add(source.definitions());
                source.problems().forEach(problem -> problems.add(place + ": " + problem));
            }
        }
        last = now;
        problems.stream()
                .filter(problem -> !read.problems().contains(problem))
                .forEach(problem -> LOGGER.log(Level.WARNING, "step definitions of {0}", problem));
        read = new Read(DefinitionLibrary.layered(definitions), List.copyOf(problems));
    }

    private static Source read(
            DefinitionSourceConfiguration configured, String place, Source known, List<String> problems) {
        try {
            Map<String, String> texts = configured.read();
            if (configured.isRemote()) {
                KeptDefinitions.keep(place, texts);
            }
            return known != null && known.texts().equals(texts) ? known : source(texts);
        } catch (IOException e) {
            problems.add(place + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(place + ": interrupted");
        } catch (RuntimeException e) {
            // what other plugins throw must not be the end of the configuration
            LOGGER.log(Level.WARNING, "reading the step definitions of " + place + " failed", e);
            problems.add(place + ": " + e);
        }
        if (known != null) {
            return known;
        }
        return configured.isRemote()
                ? KeptDefinitions.find(place).map(DefinitionSources::source).orElse(null)
                : null;
    }

    private static Source source(Map<String, String> texts) {
        List<String> problems = new ArrayList<>();
        FixedDefinitions definitions = DefinitionTexts.read(texts, problems::add);
        return new Source(texts, definitions, List.copyOf(problems));
    }
}
