package io.jenkins.plugins.vela.stepclass;

import java.util.Objects;

/**
 * A parameter of a step: a field of its generated class.
 *
 * @param name the field's name, exactly as the definition spells it; need not be a Java identifier
 * @param type its Java type
 * @param required whether every call has to give it
 */
public record StepParameter(String name, ParameterType type, boolean required) {

    /** What the virtual machine forbids in the name of a field (JVM specification 4.2.2). */
    private static final String FORBIDDEN = ".;[/";

    public StepParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (!isPossible(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a field");
        }
    }

    /** Whether a class can have a field of this name. */
    public static boolean isPossible(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> FORBIDDEN.indexOf(c) >= 0) && name.length() < 1000;
    }
}
