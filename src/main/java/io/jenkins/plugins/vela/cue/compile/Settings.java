package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxLimits;
import io.jenkins.plugins.vela.cue.value.BuiltinPackages;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a compilation depends on besides the sources.
 *
 * @param packages sources of the packages that are not standard, empty list where there is no such package
 * @param paths import paths of those packages where they are known, for suggestions
 * @param builtins the standard packages
 * @param functions predeclared functions by name
 * @param lenientImports unused imports are a warning
 * @param inputs top-level names that data will supply
 * @param limits of the parser
 */
public record Settings(
        Function<String, List<Source>> packages,
        Supplier<Collection<String>> paths,
        BuiltinPackages builtins,
        Map<String, Value> functions,
        boolean lenientImports,
        List<String> inputs,
        SyntaxLimits limits) {}
