package io.jenkins.plugins.vela.page;

import hudson.AbortException;
import hudson.cli.CLICommand;
import hudson.model.Job;
import hudson.model.PermalinkProjectAction;
import hudson.model.Run;
import io.jenkins.plugins.vela.pipeline.BuildWorkflow;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.CmdLineException;
import org.kohsuke.args4j.Option;

/** A decision about a suspended step from Jenkins' command line, under the rules of the page. */
abstract class DecisionCommand extends CLICommand {
    @Argument(index = 0, metaVar = "JOB", required = true, usage = "Full name of the job")
    public Job<?, ?> job;

    @Argument(
            index = 1,
            metaVar = "BUILD",
            required = true,
            usage = "Number of the build, or a permalink such as lastBuild")
    public String build;

    @Option(name = "--step", metaVar = "NAME", required = true, usage = "The suspended step")
    public String step;

    @Option(name = "--comment", metaVar = "TEXT", usage = "Why")
    public String comment = "";

    @Option(
            name = "--node",
            metaVar = "ID",
            usage = "The node of the build's graph at which the workflow runs, where several have such a step")
    public String node = "";

    private final Verdict verdict;

    DecisionCommand(Verdict verdict) {
        this.verdict = verdict;
    }

    @Override
    protected final int run() throws CmdLineException, AbortException {
        Run<?, ?> run = find();
        WorkflowsOfBuild workflows = run.getAction(WorkflowsOfBuild.class);
        List<String> nodes = workflows == null
                ? List.of()
                : workflows.all().stream()
                        .map(WorkflowsOfBuild.Begun::node)
                        .filter(one -> node.isEmpty() || node.equals(one))
                        .filter(one -> workflows.live(one).filter(this::hasStep).isPresent())
                        .toList();
        if (nodes.size() > 1) {
            throw new AbortException("Several workflows of " + run.getFullDisplayName() + " have a step " + step
                    + "; say which one with --node: " + String.join(", ", nodes));
        }
        Optional<BuildWorkflow> workflow = nodes.stream().findFirst().flatMap(workflows::live);
        try {
            verdict.give(
                    run,
                    workflow.orElseThrow(() -> new OperationRefusedException(
                            "no workflow that runs in " + run.getFullDisplayName() + " has a step " + step)),
                    step,
                    comment.trim());
        } catch (OperationRefusedException e) {
            throw new AbortException(e.getMessage());
        }
        return 0;
    }

    private boolean hasStep(BuildWorkflow workflow) {
        return workflow.status().step(step).isPresent();
    }

    private Run<?, ?> find() throws CmdLineException {
        Run<?, ?> run;
        if (build.matches("\\d{1,9}")) {
            run = job.getBuildByNumber(Integer.parseInt(build));
        } else {
            PermalinkProjectAction.Permalink permalink = job.getPermalinks().get(build);
            run = permalink == null ? null : permalink.resolve(job);
        }
        if (run == null) {
            throw new CmdLineException(
                    null,
                    "No such build: " + build + "; there are numbers and "
                            + job.getPermalinks().stream()
                                    .map(PermalinkProjectAction.Permalink::getId)
                                    .collect(Collectors.joining(", ")));
        }
        return run;
    }
}
