package io.jenkins.plugins.vela.cue.compile;

import java.util.List;

/**
 * A compiled package. Immutable.
 *
 * @param path import path, empty for the package that is evaluated itself
 * @param files one struct literal for each file
 * @param warnings accepted, but suspicious
 * @param hasOptionalCycle some field may lead back to itself through an optional one
 */
public record Program(
        String path, List<Expression.StructLiteral> files, List<CompileError> warnings, boolean hasOptionalCycle) {
    public Program {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
