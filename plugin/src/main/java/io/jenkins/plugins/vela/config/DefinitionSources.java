package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The definitions that every build may use: the built-in library and what the administrator adds. Read when the controller
 * starts, when the configuration is saved and when somebody asks for it; a source that cannot be read keeps what it had.
 * Thread-safe.
 */
@Extension
public final class DefinitionSources {
    private static final Logger LOGGER = Logger.getLogger(DefinitionSources.class.getName());

    private Map<String, DefinitionSource> last = Map.of();
    private volatile Read read = new Read(DefinitionLibrary.builtIn(), List.of());

    /** Told after definitions were read anew. */
    public interface Listener extends ExtensionPoint {
        /** There may be other definitions now. */
        void definitionsChanged();
    }

    private record Read(DefinitionLibrary library, List<String> problems) {}

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
        List<DefinitionSource> sources = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, DefinitionSource> now = new HashMap<>();
        for (DefinitionSourceConfiguration source : VelaConfiguration.get().getDefinitionSources()) {
            String place = source.describe();
            try {
                now.put(place, source.load(problem -> problems.add(place + ": " + problem)));
            } catch (IOException | DefinitionException e) {
                problems.add(place + ": " + e.getMessage());
                if (last.containsKey(place)) {
                    now.put(place, last.get(place));
                }
            }
            Optional.ofNullable(now.get(place)).ifPresent(sources::add);
        }
        last = now;
        problems.forEach(problem -> LOGGER.log(Level.WARNING, "step definitions of {0}", problem));
        read = new Read(DefinitionLibrary.layered(sources), List.copyOf(problems));
        ExtensionList.lookup(Listener.class).forEach(Listener::definitionsChanged);
    }
}
