package io.jenkins.plugins.vela.library;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.pipeline.StepLibraries;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.cps.GlobalVariableSet;

/**
 * Definitions of folders and shared libraries as functions of scripts. They are global variables and not steps, since a step
 * is there for all builds of the controller; a call looks the same. Thread-safe.
 */
@Extension
public final class ScopedFunctions extends GlobalVariableSet {
    private static final Logger LOGGER = Logger.getLogger(ScopedFunctions.class.getName());

    /** Asked for at every call of a method in a script, so it is remembered while a build runs. */
    private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();

    private record Known(List<String> libraries, Collection<GlobalVariable> functions) {}

    @NonNull
    @Override
    public Collection<GlobalVariable> forRun(@CheckForNull Run<?, ?> run) {
        if (run == null) {
            return List.of();
        }
        List<String> libraries = SharedLibraries.loaded(run);
        Known known = KNOWN.get(run.getExternalizableId());
        if (known != null && known.libraries().equals(libraries)) {
            return known.functions();
        }
        Collection<GlobalVariable> functions = functions(() -> StepLibraries.nearer(run), run);
        if (run.isLogUpdated()) {
            KNOWN.put(run.getExternalizableId(), new Known(libraries, functions));
        }
        return functions;
    }

    @NonNull
    @Override
    public Collection<GlobalVariable> forJob(@CheckForNull Job<?, ?> job) {
        return job == null ? List.of() : functions(() -> StepLibraries.nearer(job), job);
    }

    private static Collection<GlobalVariable> functions(Sources sources, Object of) {
        Map<String, GlobalVariable> functions = new TreeMap<>();
        try {
            for (DefinitionSource source : sources.get()) {
                for (String type : source.types()) {
                    StepFunction.functionName(type)
                            .ifPresent(name -> functions.putIfAbsent(name, new ScopedFunction(name, type)));
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the step definitions of " + of + " cannot be read", e);
        }
        return List.copyOf(functions.values());
    }

    /** Where definitions come from. */
    @FunctionalInterface
    private interface Sources {
        List<DefinitionSource> get() throws IOException;
    }

    /** Forgets what belongs to builds that have ended. */
    @Extension
    public static final class Forgetting extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
            KNOWN.remove(run.getExternalizableId());
        }
    }
}
