package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.log.PodLogs;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import io.jenkins.plugins.vela.sandbox.store.Change;
import io.jenkins.plugins.vela.sandbox.store.ChangeFeed;
import io.jenkins.plugins.vela.sandbox.store.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all controllers of a cluster on one thread of its own, from the start until it is closed. */
public final class Controllers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private record Task(Reconciler reconciler, ObjectKey key) {}

    private record Timer(long nanos, Task task) {}

    private final List<Reconciler> reconcilers;
    private final ChangeFeed feed;
    private final Work work;
    private final Set<Task> tasks = new LinkedHashSet<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong((Timer timer) -> timer.nanos()));
    private final Thread thread;
    private Reconciler current;

    /**
     * Starts the controllers.
     *
     * @param delay how long things take where nobody says otherwise
     * @param rules what status custom resources get
     */
    public Controllers(
            String name, Registry registry, PodLogs logs, Clock clock, Duration delay, List<StatusRule> rules) {
        this.reconcilers = List.of(
                new GarbageCollector(),
                new Namespaces(),
                new Pods(),
                new ReplicaSets(),
                new Deployments(),
                new StatefulSets(),
                new DaemonSets(),
                new Jobs(),
                new Provisioning(),
                new CustomStatus(rules));
        this.current = reconcilers.get(0);
        this.work = new Work(
                registry, logs, clock, delay, (key, nanos) -> timers.add(new Timer(nanos, new Task(current, key))));
        this.feed = registry.store().feed(Scope.everything(), registry.store().revision());
        this.thread = new Thread(this::run, "embedded-" + name + "-controllers");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        feed.close();
        try {
            // not interrupted: that would close the file which it may be writing to
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            noteEverything();
            while (!feed.closed()) {
                feed.poll(tasks.isEmpty() ? untilNextTimer() : Duration.ZERO).ifPresent(this::note);
                collectDueTimers();
                for (Task task : takeTasks()) {
                    perform(task);
                }
            }
        } catch (InterruptedException e) {
            // closed
            Thread.currentThread().interrupt();
        }
    }

    /** What an earlier process left goes on. */
    private void noteEverything() {
        for (Resource resource : work.registry().store().resources()) {
            for (ObjectNode object : work.list(resource, "")) {
                Meta meta = Meta.of(object);
                note(new Change(
                        Long.parseLong(meta.resourceVersion()),
                        Change.Type.ADDED,
                        resource.key(meta.namespace(), meta.name()),
                        object,
                        Optional.empty()));
            }
        }
    }

    private void note(Change change) {
        for (Reconciler reconciler : reconcilers) {
            for (ObjectKey key : reconciler.affected(change)) {
                tasks.add(new Task(reconciler, key));
            }
        }
        if (change.type() == Change.Type.DELETED) {
            String uid = Meta.of(change.object()).uid();
            work.forget(uid);
            work.logs().remove(uid);
        }
    }

    private Duration untilNextTimer() {
        return Optional.ofNullable(timers.peek())
                .map(timer -> Duration.ofNanos(Math.max(0, timer.nanos() - System.nanoTime())))
                .orElse(IDLE);
    }

    private void collectDueTimers() {
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().nanos() - now <= 0) {
            tasks.add(timers.remove().task());
        }
    }

    private List<Task> takeTasks() {
        List<Task> taken = new ArrayList<>(tasks);
        tasks.clear();
        return taken;
    }

    private void perform(Task task) {
        current = task.reconciler();
        try {
            current.reconcile(task.key(), work);
        } catch (RuntimeException e) {
            // one odd object must not stop the others
            LOG.warn("embedded cluster: controller failed for {}", task.key(), e);
        }
    }
}
