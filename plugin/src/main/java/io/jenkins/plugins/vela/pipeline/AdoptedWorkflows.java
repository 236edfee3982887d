package io.jenkins.plugins.vela.pipeline;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.vela.runpage.SpecDifference;
import io.jenkins.plugins.vela.workflow.RecordedSpec;
import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/**
 * That a build goes on with a workflow of an earlier build of its job, from a step; kept with the build. The earlier build's
 * state is copied and stays as it is. Of the workflows that the earlier build had begun before, those that succeeded are taken
 * over too, so that their steps are not done again: a call in the build takes over the one that was called in the same way and
 * runs the same, first of all that at the same place. Thread-safe.
 */
public final class AdoptedWorkflows extends InvisibleAction implements RunAction2, Queue.QueueAction {
    /** What says whose a state is, and what is made anew. */
    private static final Set<String> NOT_COPIED = Set.of("owner", "key", "audit.jsonl", "picture.json", "details.json");

    private final int build;
    private final String node;
    private final String step;

    /** Nodes of this build, and those of the earlier one whose workflow they go on with. */
    private final Map<String, String> taken = new TreeMap<>();

    private transient volatile Run<?, ?> run;

    AdoptedWorkflows(int build, String node, String step) {
        this.build = build;
        this.node = node;
        this.step = step;
    }

    /**
     * A workflow that goes on in another build.
     *
     * @param from the build that had begun it
     * @param node its node there
     * @param step where it starts again; empty when it had succeeded
     */
    record Adopted(Run<?, ?> from, String node, Optional<String> step) {

        /** Puts a copy of its state where there is none yet. */
        void copyTo(Path directory) throws IOException {
            if (Files.exists(directory)) {
                return;
            }
            Path source = WorkflowsOfBuild.directory(from, node);
            Path half = directory.resolveSibling(directory.getFileName() + ".copy");
            Util.deleteRecursive(half.toFile());
            Files.createDirectories(directory.resolveSibling(""));
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (!NOT_COPIED.contains(String.valueOf(file.getFileName()))) {
                        Files.copy(
                                file,
                                half.resolve(source.relativize(file).toString()),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                LinkOption.NOFOLLOW_LINKS);
                    }
                }
            }
            // whole or not at all
            Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The workflow that a call in a build goes on with; empty for one that begins anew. */
    static Optional<Adopted> find(Run<?, ?> run, String node, String function, WorkflowRunSpec spec)
            throws IOException {
        AdoptedWorkflows action = run.getAction(AdoptedWorkflows.class);
        return action == null ? Optional.empty() : action.take(node, function, spec);
    }

    /** The workflow that a call has taken over before the controller stopped. */
    static Optional<Adopted> taken(Run<?, ?> run, String node) throws IOException {
        AdoptedWorkflows action = run.getAction(AdoptedWorkflows.class);
        String old = action == null ? null : action.takenBy(node);
        return old == null ? Optional.empty() : Optional.of(action.adopted(action.earlier(), old));
    }

    /**
     * Where a workflow of a build began.
     *
     * @param build the number of the earlier build of the job, which may be gone
     * @param node its node there
     */
    public record Beginning(int build, String node) {}

    /** The earlier build's workflow with which the one at a node goes on. */
    public static Optional<Beginning> beginning(Run<?, ?> run, String node) {
        return Optional.ofNullable(run.getAction(AdoptedWorkflows.class))
                .flatMap(action ->
                        Optional.ofNullable(action.takenBy(node)).map(old -> new Beginning(action.build, old)));
    }

    private synchronized String takenBy(String here) {
        return taken.get(here);
    }

    private Adopted adopted(Run<?, ?> earlier, String old) {
        return new Adopted(earlier, old, old.equals(node) ? Optional.of(step) : Optional.empty());
    }

    private Run<?, ?> earlier() throws AbortException {
        Run<?, ?> earlier = run.getParent().getBuildByNumber(build);
        if (earlier == null) {
            throw new AbortException("build #" + build + ", whose workflow was to go on from step " + step
                    + ", does not exist any more");
        }
        return earlier;
    }

    private synchronized Optional<Adopted> take(String here, String function, WorkflowRunSpec spec) throws IOException {
        if (taken.containsKey(here)) {
            return Optional.of(adopted(earlier(), taken.get(here)));
        }
        if (taken.containsValue(node)) {
            // what comes behind the restarted workflow is new
            return Optional.empty();
        }
        Run<?, ?> earlier = earlier();
        List<String> open = open(earlier, function);
        for (String old : open) {
            if (difference(earlier, old, spec).isEmpty()) {
                taken.put(here, old);
                run.save();
                return Optional.of(adopted(earlier, old));
            }
        }
        boolean another = WorkflowsOfBuild.of(earlier).all().stream()
                .anyMatch(begun -> begun.node().equals(here) && !here.equals(node));
        if (!another && open.contains(node)) {
            throw new AbortException(function + " cannot go on from step " + step + " of build #" + build
                    + ": the workflow is not the same; "
                    + difference(earlier, node, spec).orElseThrow() + " differs");
        }
        return Optional.empty();
    }

    /** What the earlier build called in the same way and has something to take over; that at the same place comes first. */
    private List<String> open(Run<?, ?> earlier, String function) throws IOException {
        List<String> open = new ArrayList<>();
        for (WorkflowsOfBuild.Begun begun : WorkflowsOfBuild.of(earlier).all()) {
            boolean isUseful = begun.node().equals(node)
                    || WorkflowPicture.of(earlier, begun.node())
                            .graph()
                            .path("phase")
                            .asText()
                            .equals("succeeded");
            if (begun.function().equals(function) && isUseful && !taken.containsValue(begun.node())) {
                open.add(begun.node());
            }
            if (begun.node().equals(node)) {
                break;
            }
        }
        return open;
    }

    private static Optional<String> difference(Run<?, ?> earlier, String node, WorkflowRunSpec spec)
            throws AbortException {
        try {
            WorkflowRunSpec old = RecordedSpec.read(WorkflowsOfBuild.directory(earlier, node)).stream()
                    .findFirst()
                    .map(RecordedSpec::spec)
                    .orElseThrow(() -> new JournalException("its state is gone"));
            return SpecDifference.between(old, spec);
        } catch (JournalException e) {
            throw new AbortException("the workflow of build " + earlier.getFullDisplayName() + " cannot be taken over: "
                    + e.getMessage());
        }
    }

    /** A build that goes on with another's workflows is a build of its own, whatever else is in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> others) {
        return true;
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
