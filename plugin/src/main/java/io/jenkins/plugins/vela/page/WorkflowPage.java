package io.jenkins.plugins.vela.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.vela.pipeline.BuildWorkflow;
import io.jenkins.plugins.vela.pipeline.FinalPicture;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import io.jenkins.plugins.vela.runpage.RunGraph;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * One workflow of a build, at {@code vela/NODE/} below the build, with what a person may do to it. Every operation is a POST,
 * checks who asks, and answers 409 with the reason where it makes no sense.
 */
public final class WorkflowPage {
    private final WorkflowsOfBuild workflows;
    private final WorkflowsOfBuild.Begun begun;

    WorkflowPage(WorkflowsOfBuild workflows, WorkflowsOfBuild.Begun begun) {
        this.workflows = workflows;
        this.begun = begun;
    }

    public Run<?, ?> getRun() {
        return workflows.run();
    }

    /** The node of the build's graph at which the workflow runs. */
    public String getNode() {
        return begun.node();
    }

    /** What the build calls it. */
    public String getFunction() {
        return begun.function();
    }

    /** The workflow while it lives; empty once it has ended. */
    Optional<BuildWorkflow> live() {
        return workflows.live(begun.node());
    }

    /** The state as JSON: phase, steps with their cells in a picture, what may be done. Who may read the build may read it. */
    @GET
    public void doStatus(StaplerResponse2 response) throws IOException {
        getRun().checkPermission(Item.READ);
        ObjectNode json = picture();
        ObjectNode may = json.putObject("may");
        may.put("build", getRun().hasPermission(Item.BUILD));
        may.put("cancel", getRun().hasPermission(Item.CANCEL));
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(json.toString());
    }

    /** As it stands now, or as it stood in the end. */
    private ObjectNode picture() throws IOException {
        Optional<BuildWorkflow> live = live();
        if (live.isPresent()) {
            RunStatus status = live.get().status();
            return RunGraph.of(live.get().spec(), status)
                    .toJson(status, Instant.now())
                    .put("live", true);
        }
        return FinalPicture.read(getRun(), begun.node());
    }

    // ---- operations ----

    /** Lets a suspended step go on in the name of who asks. */
    @RequirePOST
    public HttpResponse doApprove(@QueryParameter String step, @QueryParameter String comment) {
        return decide(
                step,
                workflow -> workflow.approve(step, Approver.current(getRun(), step(workflow, step)), text(comment)));
    }

    /** Ends a suspended step in the name of who asks. */
    @RequirePOST
    public HttpResponse doReject(@QueryParameter String step, @QueryParameter String comment) {
        return decide(
                step,
                workflow -> workflow.reject(step, Approver.current(getRun(), step(workflow, step)), text(comment)));
    }

    private HttpResponse decide(String step, Consumer<BuildWorkflow> operation) {
        getRun().checkPermission(Item.READ);
        if (step == null || step.isEmpty()) {
            return HttpResponses.errorWithoutStack(HttpServletResponse.SC_BAD_REQUEST, "Which step?");
        }
        return operate(operation);
    }

    /** Starts nothing new until somebody resumes. */
    @RequirePOST
    public HttpResponse doSuspend() {
        getRun().checkPermission(Item.BUILD);
        return operate(BuildWorkflow::suspend);
    }

    /** Goes on after a suspend, and after a doubt whether it is safe to go on. */
    @RequirePOST
    public HttpResponse doResume() {
        getRun().checkPermission(Item.BUILD);
        return operate(BuildWorkflow::resume);
    }

    /** Ends the workflow, and with it the step of the build. */
    @RequirePOST
    public HttpResponse doTerminate() {
        getRun().checkPermission(Item.CANCEL);
        return operate(BuildWorkflow::terminate);
    }

    /** Starts a workflow that stayed open after a failure again, from a failed step. */
    @RequirePOST
    public HttpResponse doRestart(@QueryParameter String step) {
        getRun().checkPermission(Item.BUILD);
        return operate(workflow -> workflow.restart(text(step)));
    }

    private HttpResponse operate(Consumer<BuildWorkflow> operation) {
        Optional<BuildWorkflow> workflow = live();
        if (workflow.isEmpty()) {
            return HttpResponses.errorWithoutStack(HttpServletResponse.SC_CONFLICT, "The workflow has ended.");
        }
        try {
            operation.accept(workflow.get());
            return HttpResponses.redirectTo(".");
        } catch (OperationRefusedException e) {
            return HttpResponses.errorWithoutStack(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }

    private static StepStatus step(BuildWorkflow workflow, String name) {
        return workflow.status()
                .step(name)
                .orElseThrow(() -> new OperationRefusedException("there is no step " + name));
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.trim();
    }
}
