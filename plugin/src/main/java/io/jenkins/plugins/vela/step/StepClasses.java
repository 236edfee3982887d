package io.jenkins.plugins.vela.step;

import hudson.Util;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import io.jenkins.plugins.vela.stepclass.StepClassFile;
import io.jenkins.plugins.vela.stepclass.StepClassShape;
import io.jenkins.plugins.vela.stepclass.StepParameter;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The classes that were made for functions. A class that exists can never be unloaded or replaced, so it is used again as
 * long as name and parameters stay the same, whatever else changes about a definition. Thread-safe.
 */
final class StepClasses {
    private static final StepClassShape SHAPE = new StepClassShape(
            DefinitionStep.class.getName(),
            DefinitionStepDescriptor.class.getName(),
            StepFunction.class.getName(),
            DataBoundConstructor.class.getName(),
            DataBoundSetter.class.getName());

    /** What a class depends on. */
    private record Key(String function, List<StepParameter> parameters) {}

    private final Map<Key, Class<?>> descriptors = new HashMap<>();

    /** The descriptor of a function, of an old class if one fits. */
    synchronized DefinitionStepDescriptor describe(StepFunction function) {
        Key key = new Key(function.name(), function.parameters());
        try {
            Class<?> descriptor = descriptors.get(key);
            if (descriptor == null) {
                descriptor = define(function, key);
                descriptors.put(key, descriptor);
            }
            return (DefinitionStepDescriptor)
                    descriptor.getConstructor(StepFunction.class).newInstance(function);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the step class of " + function.name() + " cannot be used", e);
        }
    }

    /** How many classes there are. */
    synchronized int count() {
        return descriptors.size();
    }

    /** The same parameters make the same name, so that a class which is there already is known to be the right one. */
    private static Class<?> define(StepFunction function, Key key)
            throws IllegalAccessException, ClassNotFoundException {
        String name = StepClasses.class.getPackageName() + "."
                + Character.toUpperCase(function.name().charAt(0))
                + function.name().substring(1) + "Step_"
                + Util.getDigestOf(key.parameters().toString()).substring(0, 12);
        try {
            return StepClassFile.write(name, SHAPE, key.parameters()).define(MethodHandles.lookup());
        } catch (LinkageError thereAlready) {
            return Class.forName(name + "$DescriptorImpl", true, StepClasses.class.getClassLoader());
        }
    }
}
