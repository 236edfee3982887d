package io.jenkins.plugins.vela.workflow.validate;

import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Compiles each definition once; what does not compile is told once, however many steps use it. */
final class Templates {
    private final CueOptions options;
    private final Consumer<PlacedFinding> findings;
    private final Map<String, Optional<CueTemplate>> compiled = new HashMap<>();

    Templates(CuePackages packages, CueLimits limits, Consumer<PlacedFinding> findings) {
        this.options = CueOptions.defaults()
                .packages(packages)
                .legacyTemplates(true)
                .tracked("#do")
                .limits(limits)
                .inputs("context", "parameter");
        this.findings = findings;
    }

    Optional<CueTemplate> of(StepDefinition definition) {
        return compiled.computeIfAbsent(definition.name(), name -> compile(definition));
    }

    private Optional<CueTemplate> compile(StepDefinition definition) {
        try {
            CueTemplate template = Cue.compile(options, definition.source());
            template.warnings().forEach(warning -> findings.accept(placed(definition, warning, false)));
            return Optional.of(template);
        } catch (CueException broken) {
            broken.errors().forEach(error -> findings.accept(placed(definition, error, true)));
            return Optional.empty();
        }
    }

    private static PlacedFinding placed(StepDefinition definition, CueError error, boolean fatal) {
        Position position = error.positions().stream()
                .findFirst()
                .map(at -> new Position(at.source(), at.line(), at.column()))
                .orElse(definition.position());
        String message = (error.path().isRoot() ? "" : error.path() + ": ") + error.message();
        return fatal
                ? PlacedFinding.error(position, FieldPath.ROOT, message)
                : PlacedFinding.warning(position, FieldPath.ROOT, message);
    }
}
