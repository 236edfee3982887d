package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.value.BuiltinPackages.BuiltinPackage;
import java.util.Optional;

/**
 * What an import stands for: a standard package, or one compiled from sources. A standard package may
 * have sources too, for its definitions that are written in CUE.
 *
 * @param path as imported
 * @param builtin members of a standard package
 * @param program the compiled sources
 */
public record Import(String path, Optional<BuiltinPackage> builtin, Optional<Program> program) {}
