package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** A failed workflow of a build that is over, to go on from a step in a new build of the same job. */
public final class WorkflowRestart {
    private final Run<?, ?> run;
    private final WorkflowsOfBuild.Begun workflow;

    public WorkflowRestart(Run<?, ?> run, WorkflowsOfBuild.Begun workflow) {
        this.run = run;
        this.workflow = workflow;
    }

    /** Whether there is anything to restart and a way to do it, whoever asks. */
    public boolean isPossible() {
        return !run.isBuilding()
                && run instanceof FlowExecutionOwner.Executable
                && run.getParent() instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?> job
                && job.isBuildable();
    }

    /**
     * Puts the new build into the queue, with the parameters of this one.
     *
     * @throws OperationRefusedException when that makes no sense
     */
    public Queue.Item schedule(String step) throws IOException {
        if (!isPossible()) {
            throw new OperationRefusedException(
                    run.isBuilding()
                            ? "the workflow has ended and its build has not: wait for its end"
                            : "the job cannot be built now");
        }
        JsonNode failed = StreamSupport.stream(
                        WorkflowPicture.of(run, workflow.node())
                                .graph()
                                .path("nodes")
                                .spliterator(),
                        false)
                .filter(node -> node.path("name").asText().equals(step))
                .findFirst()
                .orElseThrow(() -> new OperationRefusedException("there is no step " + step));
        if (!failed.path("phase").asText().equals("failed")) {
            throw new OperationRefusedException("a workflow goes on from a step that has failed; " + step + " has "
                    + failed.path("phase").asText());
        }
        List<Action> actions = new ArrayList<>(run.getActions(ParametersAction.class));
        actions.add(new CauseAction(new Cause.UserIdCause(), new RestartCause(run, workflow.function(), step)));
        actions.add(new AdoptedWorkflows(run.getNumber(), workflow.node(), step));
        Job<?, ?> job = run.getParent();
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(job, 0, actions.toArray(new Action[0]));
        if (item == null) {
            throw new OperationRefusedException("the new build was refused by the queue");
        }
        return item;
    }
}
