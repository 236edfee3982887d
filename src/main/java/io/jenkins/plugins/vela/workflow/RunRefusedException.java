package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.Finding;
import java.util.List;

/** A run cannot start, for instance because a step's type is unknown; says everything that is wrong. */
public final class RunRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public RunRefusedException(List<Finding> findings) {
        super(findings.isEmpty() ? "the run was refused" : findings.get(0).toString());
        this.findings = List.copyOf(findings);
    }

    /** All findings, with pointers into the run's document. */
    public List<Finding> findings() {
        return findings;
    }
}
