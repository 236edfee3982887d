package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Program;
import io.jenkins.plugins.vela.cue.eval.FillTree;
import io.jenkins.plugins.vela.cue.eval.Prepared;
import java.util.List;
import java.util.Map;

/** Compiled CUE: immutable, safe to share between threads, evaluated as often as needed. */
public final class CueTemplate {

    private final CueOptions options;
    private final Prepared prepared;
    private final List<CueError> warnings;

    CueTemplate(CueOptions options, Program program) {
        this.options = options;
        this.prepared = new Prepared(program, Wiring.evaluation(options));
        this.warnings = program.warnings().stream().map(Errors::compilation).toList();
    }

    /** Evaluates without data. Lazy: work is done when values are looked at. */
    public CueValue evaluate() {
        return evaluate(Map.of());
    }

    /**
     * Evaluates with data that is unified with the value at each path; a path that the template does not declare is
     * created. Later {@link CueValue#fill fills} at the same path replace the data given here.
     */
    public CueValue evaluate(Map<CuePath, JsonNode> fills) {
        FillTree tree = FillTree.EMPTY;
        for (Map.Entry<CuePath, JsonNode> fill : fills.entrySet()) {
            tree = tree.with(Wiring.labels(fill.getKey()), fill.getValue(), true);
        }
        return evaluate(tree);
    }

    CueValue evaluate(FillTree fills) {
        return CueValue.root(new Session(this, prepared, options, fills));
    }

    CueOptions options() {
        return options;
    }

    /** What is suspicious but accepted, for instance unused imports of legacy templates. */
    public List<CueError> warnings() {
        return warnings;
    }
}
