package io.jenkins.plugins.vela.step;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.vela.config.DefinitionSources;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Tells administrators which step definitions are of no use as they are, and reads them again. */
@Extension
public final class DefinitionProblems extends AdministrativeMonitor {
    /** Classes are never unloaded; so many come from a source whose parameters change all the time. */
    private static final int MANY_CLASSES = 2000;

    public DefinitionProblems() {
        super("vela-definitions");
    }

    @Override
    public String getDisplayName() {
        return Messages.DefinitionProblems_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getProblems().isEmpty();
    }

    /** What is wrong, one sentence each. */
    public List<String> getProblems() {
        List<String> problems = new ArrayList<>(DefinitionSources.get().problems());
        new TreeMap<>(DefinitionSteps.get().collisions())
                .forEach((type, why) -> problems.add("no Pipeline step for " + type + ": " + why));
        int classes = DefinitionSteps.get().classCount();
        if (classes > MANY_CLASSES) {
            problems.add(
                    classes + " step classes were made since the controller started; it should be restarted some day");
        }
        return problems;
    }

    /** Reads all sources of definitions again. */
    @RequirePOST
    public HttpResponse doRefresh() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        DefinitionSources.get().refresh();
        return HttpResponses.redirectToContextRoot();
    }
}
