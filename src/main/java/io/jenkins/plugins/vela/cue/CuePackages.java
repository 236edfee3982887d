package io.jenkins.plugins.vela.cue;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Supplies the sources of packages that a template imports and that are not standard packages, such as
 * {@code vela/kube}. Implementations are asked while compiling only and must be safe for use by several threads.
 */
@FunctionalInterface
public interface CuePackages {
    /**
     * The files of a package.
     *
     * @param importPath as written in the import, without a {@code :name} suffix
     * @return the sources, empty when there is no such package
     */
    List<CueSource> sources(String importPath);

    /** The import paths of all packages where they are known, for suggestions. */
    default Collection<String> paths() {
        return List.of();
    }

    /** The packages of a map from import path to sources. */
    static CuePackages of(Map<String, List<CueSource>> sources) {
        return new CuePackages() {
            @Override
            public List<CueSource> sources(String importPath) {
                return sources.getOrDefault(importPath, List.of());
            }

            @Override
            public Collection<String> paths() {
                return sources.keySet();
            }
        };
    }

    /** No packages beside the standard ones. */
    static CuePackages none() {
        return importPath -> List.of();
    }
}
