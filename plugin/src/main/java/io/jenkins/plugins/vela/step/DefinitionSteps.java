package io.jenkins.plugins.vela.step;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.vela.config.DefinitionSources;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.pipeline.VelaWorkflows;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Makes a Pipeline step of every definition that all builds may use, and keeps them current. A build that runs keeps the steps
 * it started with. Thread-safe.
 */
@Extension
public final class DefinitionSteps implements DefinitionSources.Listener {
    private static final Logger LOGGER = Logger.getLogger(DefinitionSteps.class.getName());

    /** Types that are part of a workflow's flow and mean nothing alone in a build. */
    private static final List<String> NO_STEPS = List.of(DefinitionLibrary.GROUP);

    private final StepClasses classes = new StepClasses();
    private final Map<String, DefinitionStepDescriptor> registered = new LinkedHashMap<>();
    private volatile Map<String, String> refused = Map.of();

    public static DefinitionSteps get() {
        return ExtensionList.lookupSingleton(DefinitionSteps.class);
    }

    /** Step types of which no function could be made, and why; they can be called with {@code velaStep}. */
    public Map<String, String> refused() {
        return refused;
    }

    /** Those of {@link #refused} that an administrator can do something about: what a name or a template is in the way of. */
    public Map<String, String> collisions() {
        Map<String, String> collisions = new TreeMap<>(refused);
        collisions.values().removeIf(why -> why.endsWith(StepFunction.CALL_GENERICALLY));
        return collisions;
    }

    /** How many classes were made since the controller started. */
    public int classCount() {
        return classes.count();
    }

    /** The functions that there are, by name. */
    public synchronized Map<String, StepFunction> functions() {
        Map<String, StepFunction> functions = new TreeMap<>();
        registered.forEach((name, descriptor) -> functions.put(name, descriptor.definition()));
        return functions;
    }

    @Override
    public synchronized void definitionsChanged() {
        DefinitionLibrary library = DefinitionSources.get().library();
        CuePackages packages = VelaWorkflows.get().packages();
        CueLimits limits = VelaConfiguration.get().cueLimits();
        Map<String, StepFunction> wanted = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        for (String type : library.types()) {
            if (NO_STEPS.contains(type)) {
                continue;
            }
            try {
                Optional<StepDefinition> definition = library.find(type);
                if (definition.isPresent()) {
                    StepFunction function = StepFunction.of(definition.get(), packages, limits);
                    StepFunction other = wanted.putIfAbsent(function.name(), function);
                    if (other != null) {
                        problems.put(type, "the function " + function.name() + " is of the type " + other.type());
                    }
                }
            } catch (CueException | DefinitionException | IllegalArgumentException e) {
                problems.put(type, Objects.toString(e.getMessage(), e.toString()));
            }
        }
        register(wanted, problems);
        refused = Map.copyOf(problems);
        problems.forEach((type, why) -> LOGGER.log(
                why.endsWith(StepFunction.CALL_GENERICALLY) ? Level.FINE : Level.WARNING,
                "no Pipeline step for the definition {0}: {1}",
                new Object[] {type, why}));
    }

    private void register(Map<String, StepFunction> wanted, Map<String, String> problems) {
        List<DefinitionStepDescriptor> removed = new ArrayList<>();
        List<DefinitionStepDescriptor> added = new ArrayList<>();
        for (DefinitionStepDescriptor old : List.copyOf(registered.values())) {
            if (!old.definition().equals(wanted.get(old.getFunctionName()))) {
                registered.remove(old.getFunctionName());
                removed.add(old);
            }
        }
        removed.forEach(DefinitionSteps::remove);
        for (StepFunction function : wanted.values()) {
            if (registered.containsKey(function.name())) {
                continue;
            }
            Optional<String> owner = owner(function.name());
            if (owner.isPresent()) {
                problems.put(function.type(), "the function " + function.name() + " is taken by " + owner.get());
                continue;
            }
            try {
                DefinitionStepDescriptor descriptor = classes.describe(function);
                registered.put(function.name(), descriptor);
                added.add(descriptor);
            } catch (IllegalStateException | IllegalArgumentException e) {
                problems.put(function.type(), Objects.toString(e.getMessage(), e.toString()));
            }
        }
        added.forEach(DefinitionSteps::add);
        if (!removed.isEmpty() || !added.isEmpty()) {
            forgetDeclarativeModels();
        }
    }

    /** Who uses a function's name already. */
    private static Optional<String> owner(String function) {
        for (StepDescriptor step : ExtensionList.lookup(StepDescriptor.class)) {
            if (step.getFunctionName().equals(function)) {
                return Optional.of("the step \"" + step.getDisplayName() + "\"");
            }
        }
        Descriptor<?> symbol = SymbolLookup.get().findDescriptor(Describable.class, function);
        return Optional.ofNullable(symbol).map(taken -> "\"" + taken.getDisplayName() + "\"");
    }

    private static void add(DefinitionStepDescriptor descriptor) {
        Jenkins.get().<Step, StepDescriptor>getDescriptorList(Step.class).add(descriptor);
        ExtensionList.lookup(StepDescriptor.class).add(descriptor);
    }

    private static void remove(DefinitionStepDescriptor descriptor) {
        Jenkins.get().<Step, StepDescriptor>getDescriptorList(Step.class).remove(descriptor);
        ExtensionList.lookup(StepDescriptor.class).remove(descriptor);
        ExtensionList.lookup(Descriptor.class).remove(descriptor);
    }

    /** Declarative Pipeline, where it is installed, remembers every step's model and offers nobody a way to say otherwise. */
    private static void forgetDeclarativeModels() {
        try {
            Class<?> cache = Jenkins.get()
                    .getPluginManager()
                    .uberClassLoader
                    .loadClass("org.jenkinsci.plugins.pipeline.modeldefinition.DescriptorLookupCache");
            cache.getMethod("invalidateGlobalCache").invoke(null);
        } catch (ClassNotFoundException notInstalled) {
            // then nothing is remembered either
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOGGER.log(Level.WARNING, "Declarative Pipelines may be checked against old steps until a restart", e);
        }
    }
}
