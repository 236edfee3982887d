package io.jenkins.plugins.vela.cue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Compiled CUE: immutable, safe to share between threads, evaluated as often as needed. */
public final class CueTemplate {

    private final List<CueError> warnings;
    private boolean pending = true;

    CueTemplate(List<CueError> warnings) {
        this.warnings = warnings;
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
        if (pending) {
            throw Pending.notYet(this);
        }
        return null;
    }

    /** What is suspicious but accepted, for instance unused imports of legacy templates. */
    public List<CueError> warnings() {
        return warnings;
    }
}
