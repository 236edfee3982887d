package io.jenkins.plugins.vela.stepclass;

import java.util.Objects;

/**
 * What generated classes have in common, as names in the notation of {@link Class#getName()}.
 *
 * @param stepBase the class that every step class extends; has a constructor without arguments
 * @param descriptorBase the class that every descriptor class extends; has a constructor with one argument
 * @param descriptorArgument the type of that argument
 * @param constructorAnnotation marks the constructor that takes the required parameters
 * @param setterAnnotation marks the field of an optional parameter
 */
public record StepClassShape(
        String stepBase,
        String descriptorBase,
        String descriptorArgument,
        String constructorAnnotation,
        String setterAnnotation) {
    public StepClassShape {
        Objects.requireNonNull(stepBase, "stepBase");
        Objects.requireNonNull(descriptorBase, "descriptorBase");
        Objects.requireNonNull(descriptorArgument, "descriptorArgument");
        Objects.requireNonNull(constructorAnnotation, "constructorAnnotation");
        Objects.requireNonNull(setterAnnotation, "setterAnnotation");
    }
}
