package io.jenkins.plugins.vela.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.vela.pipeline.AdoptedWorkflows;
import io.jenkins.plugins.vela.pipeline.BuildWorkflow;
import io.jenkins.plugins.vela.pipeline.WorkflowPicture;
import io.jenkins.plugins.vela.pipeline.WorkflowRestart;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
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
        ObjectNode json = WorkflowPicture.of(getRun(), begun.node()).graph();
        AdoptedWorkflows.beginning(getRun(), begun.node())
                .ifPresent(earlier ->
                        json.putObject("began").put("build", earlier.build()).put("node", earlier.node()));
        // what may be done changes once more when the build ends
        json.put("building", getRun().isBuilding());
        ObjectNode may = json.putObject("may");
        may.put("build", getRun().hasPermission(Item.BUILD));
        may.put("cancel", getRun().hasPermission(Item.CANCEL));
        may.put("restart", getRun().hasPermission(Item.BUILD) && new WorkflowRestart(getRun(), begun).isPossible());
        send(json, response);
    }

    /**
     * What a step was given and gave back as JSON; who may read the build may read it. What its template has become holds
     * everything that it has read in clusters, and is for those who may build.
     */
    @GET
    public void doStep(@QueryParameter String name, StaplerResponse2 response) throws IOException {
        getRun().checkPermission(Item.READ);
        Optional<ObjectNode> step = WorkflowPicture.of(getRun(), begun.node()).step(text(name));
        if (step.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no such step.");
            return;
        }
        if (!getRun().hasPermission(Item.BUILD)) {
            step.get().remove("template");
        }
        send(step.get(), response);
    }

    /**
     * What a step has said as JSON: {@code lines}, and {@code next} to ask from later. Who may read the build may read it.
     *
     * @param step the step's name, with that of its group and a slash before it
     */
    @GET
    public void doLog(@QueryParameter String step, @QueryParameter long from, StaplerResponse2 response)
            throws IOException {
        getRun().checkPermission(Item.READ);
        send(new StepLogText(getRun(), begun.node(), text(step)).from(from), response);
    }

    private static void send(ObjectNode json, StaplerResponse2 response) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(json.toString());
    }

    // ---- operations ----

    /** Lets a suspended step go on in the name of who asks. */
    @RequirePOST
    public HttpResponse doApprove(@QueryParameter String step, @QueryParameter String comment) {
        return decide(step, workflow -> Verdict.APPROVE.give(getRun(), workflow, step, text(comment)));
    }

    /** Ends a suspended step in the name of who asks. */
    @RequirePOST
    public HttpResponse doReject(@QueryParameter String step, @QueryParameter String comment) {
        return decide(step, workflow -> Verdict.REJECT.give(getRun(), workflow, step, text(comment)));
    }

    private HttpResponse decide(String step, Consumer<BuildWorkflow> operation) {
        getRun().checkPermission(Item.READ);
        if (step == null || step.isEmpty()) {
            return refusal(HttpServletResponse.SC_BAD_REQUEST, "Which step?");
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

    /**
     * Starts a workflow again from a failed step: in place when it stayed open after its failure, else in a new build, whose
     * place in the queue is answered as when a build is triggered.
     */
    @RequirePOST
    public HttpResponse doRestart(@QueryParameter String step) throws IOException {
        getRun().checkPermission(Item.BUILD);
        if (live().isPresent()) {
            return operate(workflow -> workflow.restart(text(step)));
        }
        try {
            Queue.Item item = new WorkflowRestart(getRun(), begun).schedule(text(step));
            return new HttpResponse() {
                @Override
                public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object page) {
                    response.setStatus(HttpServletResponse.SC_CREATED);
                    response.addHeader("Location", request.getContextPath() + "/" + item.getUrl());
                }
            };
        } catch (OperationRefusedException e) {
            return refusal(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }

    private HttpResponse operate(Consumer<BuildWorkflow> operation) {
        Optional<BuildWorkflow> workflow = live();
        if (workflow.isEmpty()) {
            return refusal(HttpServletResponse.SC_CONFLICT, "The workflow has ended.");
        }
        try {
            operation.accept(workflow.get());
            return HttpResponses.redirectTo(".");
        } catch (OperationRefusedException e) {
            return refusal(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }

    /** Why nothing was done, in words and without a page around them. */
    private static HttpResponse refusal(int status, String why) {
        return new HttpResponse() {
            @Override
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object page)
                    throws IOException {
                response.setStatus(status);
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().println(why);
            }
        };
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.trim();
    }
}
