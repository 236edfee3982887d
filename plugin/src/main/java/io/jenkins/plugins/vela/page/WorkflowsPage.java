package io.jenkins.plugins.vela.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** The workflows of a build, at {@code vela/} below the build. Who may read the build may read them. */
public final class WorkflowsPage implements Action {
    private final WorkflowsOfBuild workflows;

    WorkflowsPage(WorkflowsOfBuild workflows) {
        this.workflows = workflows;
    }

    @Override
    public String getIconFileName() {
        return "symbol-git-network-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.WorkflowsPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "vela";
    }

    public Run<?, ?> getRun() {
        return workflows.run();
    }

    /** All workflows, in the order in which they began. */
    public List<WorkflowPage> getWorkflows() {
        return workflows.all().stream()
                .map(begun -> new WorkflowPage(workflows, begun))
                .toList();
    }

    /** The workflow at a node of the build's graph. */
    @CheckForNull
    public WorkflowPage getDynamic(String node) {
        return workflows.all().stream()
                .filter(begun -> begun.node().equals(node))
                .findFirst()
                .map(begun -> new WorkflowPage(workflows, begun))
                .orElse(null);
    }

    /** Shows the page at builds that have begun a workflow. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** Nobody asks this factory for anything else, so it may ask for other actions itself. */
        @Override
        public Class<? extends Action> actionType() {
            return WorkflowsPage.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run target) {
            WorkflowsOfBuild workflows = (WorkflowsOfBuild) target.getAction(WorkflowsOfBuild.class);
            return workflows == null || workflows.all().isEmpty() ? List.of() : List.of(new WorkflowsPage(workflows));
        }
    }
}
