package io.jenkins.plugins.vela.cue;

import java.util.List;

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

    /** No packages beside the standard ones. */
    static CuePackages none() {
        return importPath -> List.of();
    }
}
