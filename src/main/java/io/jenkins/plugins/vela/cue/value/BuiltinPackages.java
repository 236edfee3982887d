package io.jenkins.plugins.vela.cue.value;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The standard packages. Immutable and safe to share. */
public interface BuiltinPackages {

    /** The package at an import path such as {@code encoding/json}. */
    Optional<BuiltinPackage> find(String importPath);

    /** A standard package. */
    interface BuiltinPackage {
        /** A {@link Builtin}, or a constant such as {@code math.Pi}; empty when there is no such member. */
        Optional<Value> member(String name);

        /** The names of all members, for suggestions. */
        default Collection<String> names() {
            return List.of();
        }

        /**
         * Definitions of the package written in CUE, such as {@code net.#…}; evaluated in an empty scope. Empty when
         * there are none.
         */
        default String source() {
            return "";
        }
    }

    /** The import paths of all packages, for suggestions. */
    default Collection<String> paths() {
        return List.of();
    }

    /** No packages at all. */
    static BuiltinPackages none() {
        return importPath -> Optional.empty();
    }
}
