package io.jenkins.plugins.vela.pipeline;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;

/** Which workflows a build has begun; kept with the build. Thread-safe. */
public final class WorkflowsOfBuild extends InvisibleAction implements RunAction2 {
    private static final String DIRECTORY = "vela-workflow";

    private final List<Begun> begun = new ArrayList<>();
    private transient Run<?, ?> run;

    /** A workflow. No record, because what Jenkins writes as XML cannot be one. */
    public static final class Begun {
        private final String node;
        private final String function;

        Begun(String node, String function) {
            this.node = node;
            this.function = function;
        }

        /** The node in the build's graph at which it runs. */
        public String node() {
            return node;
        }

        /** What the build calls it. */
        public String function() {
            return function;
        }
    }

    /** The build's own; made when there is none yet. */
    static WorkflowsOfBuild of(Run<?, ?> run) {
        synchronized (run) {
            WorkflowsOfBuild action = run.getAction(WorkflowsOfBuild.class);
            if (action == null) {
                action = new WorkflowsOfBuild();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Where a workflow keeps its state. */
    public static Path directory(Run<?, ?> run, String node) {
        return run.getRootDir().toPath().resolve(DIRECTORY).resolve(node);
    }

    void began(String node, String function) throws IOException {
        synchronized (this) {
            if (begun.stream().anyMatch(one -> one.node.equals(node))) {
                return;
            }
            begun.add(new Begun(node, function));
        }
        run.save();
    }

    /** All workflows in the order in which they began. */
    public synchronized List<Begun> all() {
        return List.copyOf(begun);
    }

    public Run<?, ?> run() {
        return run;
    }

    /** A workflow while it lives in this controller; empty once it has ended, and until it goes on after a restart. */
    public Optional<BuildWorkflow> live(String node) {
        return VelaWorkflows.get().live(directory(run, node));
    }

    @Override
    public void onAttached(Run<?, ?> to) {
        run = to;
    }

    @Override
    public void onLoad(Run<?, ?> of) {
        run = of;
    }
}
