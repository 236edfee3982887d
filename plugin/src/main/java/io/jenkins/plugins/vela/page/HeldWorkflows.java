package io.jenkins.plugins.vela.page;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.vela.pipeline.BuildWorkflow;
import io.jenkins.plugins.vela.pipeline.VelaWorkflows;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Tells administrators of workflows that are held because {@code JENKINS_HOME}, or the build, may be a copy, or because the
 * controller was down for long: the original may have gone on meanwhile. An administrator lets each go on, or drops it.
 */
@Extension
public final class HeldWorkflows extends AdministrativeMonitor {
    private static final Logger LOGGER = Logger.getLogger(HeldWorkflows.class.getName());

    public HeldWorkflows() {
        super("vela-held");
    }

    @Override
    public String getDisplayName() {
        return Messages.HeldWorkflows_displayName();
    }

    @Override
    public boolean isActivated() {
        return VelaWorkflows.get().live().stream()
                .anyMatch(workflow -> workflow.doubt().isPresent());
    }

    /** What is held. */
    public List<Held> getHeld() {
        return VelaWorkflows.get().live().stream()
                .filter(workflow -> workflow.doubt().isPresent())
                .map(Held::new)
                .sorted(Comparator.comparing(Held::getBuild).thenComparing(Held::getNode))
                .toList();
    }

    /** Lets a workflow go on, or all when no build is named. */
    @RequirePOST
    public HttpResponse doConfirm(@QueryParameter String build, @QueryParameter String node) {
        return each(build, node, "confirmed", BuildWorkflow::confirm);
    }

    /** Ends a workflow where it stands, or all when no build is named. */
    @RequirePOST
    public HttpResponse doDrop(@QueryParameter String build, @QueryParameter String node) {
        return each(build, node, "dropped", workflow -> workflow.drop("by " + user()));
    }

    private HttpResponse each(String build, String node, String what, Consumer<BuildWorkflow> operation) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        boolean all = build == null || build.isEmpty();
        List<Held> meant = getHeld().stream()
                .filter(held ->
                        all || (held.getBuild().equals(build) && held.getNode().equals(node)))
                .toList();
        if (meant.isEmpty() && !all) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_CONFLICT, "This workflow is not held any more.");
        }
        for (Held held : meant) {
            LOGGER.log(Level.INFO, "{0} {1} the workflow of {2}", new Object[] {user(), what, held.getBuild()});
            try {
                operation.accept(held.workflow);
            } catch (OperationRefusedException e) {
                return HttpResponses.errorWithoutStack(HttpServletResponse.SC_CONFLICT, e.getMessage());
            }
        }
        return HttpResponses.redirectToContextRoot();
    }

    private static String user() {
        User user = User.current();
        return user == null ? Jenkins.getAuthentication2().getName() : user.getId();
    }

    /** A held workflow as the page shows it. */
    public static final class Held {
        private final BuildWorkflow workflow;

        Held(BuildWorkflow workflow) {
            this.workflow = workflow;
        }

        /** The build's id in the controller. */
        public String getBuild() {
            return workflow.place().build();
        }

        public String getNode() {
            return workflow.place().node();
        }

        /** The build's name for a person. */
        public String getName() {
            Run<?, ?> run = Run.fromExternalizableId(getBuild());
            return run == null ? getBuild() : run.getFullDisplayName();
        }

        /** The address of its page, from the root of the controller. */
        public String getUrl() {
            Run<?, ?> run = Run.fromExternalizableId(getBuild());
            return run == null ? "" : run.getUrl() + "vela/" + getNode() + "/";
        }

        public String getWhy() {
            return workflow.doubt().orElse("");
        }
    }
}
