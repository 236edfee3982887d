package io.jenkins.plugins.vela.cue.value;

import java.util.Optional;

/** The standard packages. Immutable and safe to share. */
public interface BuiltinPackages {

    /** The package at an import path such as {@code encoding/json}. */
    Optional<BuiltinPackage> find(String importPath);

    /** A standard package. */
    interface BuiltinPackage {
        /** A {@link Builtin}, or a constant such as {@code math.Pi}; empty when there is no such member. */
        Optional<Value> member(String name);

        /**
         * Definitions of the package written in CUE, such as {@code net.#…}; evaluated in an empty scope. Empty when
         * there are none.
         */
        default String source() {
            return "";
        }
    }

    /** No packages at all. */
    static BuiltinPackages none() {
        return importPath -> Optional.empty();
    }
}
