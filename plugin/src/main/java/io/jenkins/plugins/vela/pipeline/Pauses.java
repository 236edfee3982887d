package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * Shows a node of the build's graph as paused while any step of its workflow is suspended. Views look at the first pause of a
 * node, so a node has one at a time.
 */
final class Pauses implements RunListener {
    private static final Logger LOGGER = Logger.getLogger(Pauses.class.getName());

    private final FlowNode node;
    private final Set<String> suspended = new HashSet<>();

    Pauses(FlowNode node) {
        this.node = node;
    }

    /** Begins where a former process ended. */
    synchronized void takeUp(RunStatus status) {
        status.leaves().stream()
                .filter(step -> step.phase() == StepPhase.SUSPENDING)
                .map(StepStatus::name)
                .forEach(suspended::add);
        show();
    }

    @Override
    public synchronized void onNotice(RunNotice notice) {
        if (notice instanceof RunNotice.StepPhaseChanged change) {
            boolean changed = change.phase() == StepPhase.SUSPENDING
                    ? suspended.add(change.step().name())
                    : suspended.remove(change.step().name());
            if (changed) {
                show();
            }
        }
    }

    private void show() {
        try {
            if (suspended.isEmpty()) {
                PauseAction.endCurrentPause(node);
            } else if (!PauseAction.isPaused(node)) {
                node.removeActions(PauseAction.class);
                node.addAction(new PauseAction("Approval"));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the pause of " + node + " is not recorded", e);
        }
    }
}
