package io.jenkins.plugins.vela.stepclass;

import java.util.Objects;
import java.util.Optional;

/**
 * The Java type of a generated field. Wrappers instead of primitive types, so that "not given" is {@code null}.
 *
 * @param descriptor the erased type as class files write it
 * @param signature the generic type where it says more than the erased one
 */
public record ParameterType(String descriptor, Optional<String> signature) {
    /** {@link String}. */
    public static final ParameterType TEXT = of(String.class);

    /** {@link Boolean}. */
    public static final ParameterType FLAG = of(Boolean.class);

    /** {@link Long}: whole numbers of CUE have no bounds, those that people write have. */
    public static final ParameterType INTEGER = of(Long.class);

    /** {@link Double}. */
    public static final ParameterType NUMBER = of(Double.class);

    /** A raw {@link java.util.Map}: readers of generic types cannot present a map with parameters. */
    public static final ParameterType STRUCT = of(java.util.Map.class);

    /** {@link Object}: alternatives of different types. */
    public static final ParameterType ANY = of(Object.class);

    public ParameterType {
        Objects.requireNonNull(descriptor, "descriptor");
        Objects.requireNonNull(signature, "signature");
    }

    private static ParameterType of(Class<?> type) {
        return new ParameterType(type.descriptorString(), Optional.empty());
    }

    /** A {@link java.util.List} of text, flags or numbers; of anything else the raw type. */
    public static ParameterType listOf(ParameterType element) {
        String list = java.util.List.class.descriptorString();
        boolean simple =
                element.equals(TEXT) || element.equals(FLAG) || element.equals(INTEGER) || element.equals(NUMBER);
        return new ParameterType(
                list,
                simple
                        ? Optional.of(list.substring(0, list.length() - 1) + "<" + element.descriptor() + ">;")
                        : Optional.empty());
    }
}
