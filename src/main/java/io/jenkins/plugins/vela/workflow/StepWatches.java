package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import io.jenkins.plugins.vela.cluster.Subscription;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.Observable;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.workflow.session.PlannedAction;
import io.jenkins.plugins.vela.workflow.session.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Keeps the results that a waiting step rests on fresh: objects are watched, everything else is polled with back-off. A
 * result is refreshed one at a time, and what happens meanwhile leads to one more refresh. Used on the run's mailbox only;
 * no thread waits.
 */
final class StepWatches {

    /** What a step does with fresh results. */
    interface Host {
        /** Runs something that blocks, then something on the mailbox. */
        <T> Future<?> blocking(Work<T> work, Consumer<T> then);

        /** The same for something that does not block. */
        <T> void quick(Work<T> work, Consumer<T> then);

        /** Runs something on the mailbox after a while. */
        Future<?> later(Duration delay, Runnable mail);

        /** Runs something on the mailbox. */
        void tell(Runnable mail);

        ActionContext context(PlannedAction action);

        /** A result changed. */
        void refreshed(PlannedAction action, JsonNode result, boolean sensitive);

        /** Something a person should know. */
        void warn(String message);

        Subscription subscribe(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener);

        Duration pause(int polls);
    }

    /** Work that blocks. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }

    private static final class Entry {
        PlannedAction action;
        JsonNode result;
        final Map<ObservedObject, Subscription> subscriptions = new HashMap<>();
        Optional<Future<?>> poll = Optional.empty();
        int polls;
        boolean refreshing;
        List<ObjectEvent> missed = new ArrayList<>();
        boolean again;
        Optional<Runnable> whenFresh = Optional.empty();

        Entry(PlannedAction action, JsonNode result) {
            this.action = action;
            this.result = result;
        }

        void close() {
            subscriptions.values().forEach(Subscription::close);
            subscriptions.clear();
            poll.ifPresent(timer -> timer.cancel(false));
        }
    }

    private final Host host;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> warned = new HashSet<>();

    StepWatches(Host host) {
        this.host = host;
    }

    /** Watches exactly these from now on; what is watched already goes on without a gap. */
    void watch(List<Watched> all) {
        Set<String> wanted = new HashSet<>();
        for (Watched watched : all) {
            String path = watched.action().path();
            wanted.add(path);
            Entry entry = entries.get(path);
            if (entry == null || !entry.action.digest().equals(watched.action().digest())) {
                if (entry != null) {
                    entry.close();
                }
                entry = new Entry(watched.action(), watched.result());
                entries.put(path, entry);
            }
            entry.action = watched.action();
            entry.result = watched.result();
            follow(entry, watched.observable());
        }
        entries.entrySet().removeIf(other -> {
            if (wanted.contains(other.getKey())) {
                return false;
            }
            other.getValue().close();
            return true;
        });
    }

    private void follow(Entry entry, Optional<Observable> observable) {
        if (observable.isEmpty()) {
            // a poll that is due keeps its time, however often the step is asked meanwhile
            if (!entry.refreshing && entry.poll.filter(timer -> !timer.isDone()).isEmpty()) {
                poll(entry, pause(entry));
            }
            return;
        }
        Set<ObservedObject> wanted = new HashSet<>();
        for (Observable.Source source : observable.get().sources()) {
            wanted.add(source.what());
            if (!entry.subscriptions.containsKey(source.what())) {
                entry.subscriptions.put(
                        source.what(),
                        host.subscribe(source.what(), source.seen(), event -> host.tell(() -> happened(entry, event))));
            }
        }
        entry.subscriptions.entrySet().removeIf(subscription -> {
            if (wanted.contains(subscription.getKey())) {
                return false;
            }
            subscription.getValue().close();
            return true;
        });
    }

    private void poll(Entry entry, Duration pause) {
        entry.poll.ifPresent(timer -> timer.cancel(false));
        entry.poll = Optional.of(host.later(pause, () -> {
            if (isCurrent(entry)) {
                entry.polls++;
                refresh(entry, Optional.empty());
            }
        }));
    }

    /** As long as the other side asks for, otherwise along the engine's own curve. */
    private Duration pause(Entry entry) {
        return entry.action
                .provider()
                .pollAfter(entry.action.call(), entry.result)
                .orElseGet(() -> host.pause(entry.polls));
    }

    private void happened(Entry entry, ObjectEvent event) {
        if (!isCurrent(entry)) {
            return;
        }
        if (event instanceof ObjectEvent.Disturbed disturbed) {
            if (warned.add(disturbed.message())) {
                host.warn(disturbed.message());
            }
            return;
        }
        if (entry.refreshing) {
            entry.again = true;
            entry.missed.add(event);
            return;
        }
        refresh(entry, Optional.of(event));
    }

    /** Obtains every result anew, and says when that is done, well or not. */
    void refreshAll(Runnable then) {
        AtomicInteger open = new AtomicInteger(entries.size());
        for (Entry entry : List.copyOf(entries.values())) {
            entry.whenFresh = Optional.of(() -> {
                if (open.decrementAndGet() == 0) {
                    then.run();
                }
            });
            refresh(entry, Optional.empty());
        }
    }

    private void refresh(Entry entry, Optional<ObjectEvent> event) {
        if (entry.refreshing) {
            entry.again = true;
            return;
        }
        entry.refreshing = true;
        PlannedAction action = entry.action;
        JsonNode previous = entry.result;
        Work<Outcome> work = () -> action.provider().refresh(host.context(action), action.call(), previous, event);
        if (event.filter(ObjectEvent.Present.class::isInstance).isPresent()) {
            // the event holds the object: nothing to ask, so nothing to queue behind what is being asked
            host.quick(work, outcome -> refreshed(entry, outcome));
        } else {
            Future<?> unused = host.blocking(work, outcome -> refreshed(entry, outcome));
        }
    }

    private void refreshed(Entry entry, Outcome outcome) {
        entry.refreshing = false;
        if (!isCurrent(entry)) {
            return;
        }
        Optional<Runnable> told = entry.whenFresh;
        entry.whenFresh = Optional.empty();
        take(entry, outcome);
        told.ifPresent(Runnable::run);
    }

    private void take(Entry entry, Outcome outcome) {
        boolean polled = entry.subscriptions.isEmpty();
        if (outcome instanceof Outcome.Done done) {
            boolean changed = !done.result().equals(entry.result);
            if (changed) {
                entry.polls = 0;
                entry.result = done.result();
            }
            if (entry.again) {
                once(entry);
            } else if (polled) {
                poll(entry, pause(entry));
            }
            if (changed) {
                host.refreshed(entry.action, done.result(), done.sensitive());
            }
            return;
        }
        Optional<Duration> after = outcome instanceof Outcome.Retry retry ? retry.after() : Optional.empty();
        if (outcome instanceof Outcome.Retry retry && warned.add(retry.error().message())) {
            host.warn(retry.error().message());
        } else if (outcome instanceof Outcome.Failed failed
                && warned.add(failed.error().message())) {
            host.warn(failed.error().message());
        }
        // a disturbance never reads as an answer: the old result stands until there is a new one
        entry.polls++;
        poll(entry, after.orElse(host.pause(entry.polls)));
    }

    /** One refresh for everything that happened during the last one. */
    private void once(Entry entry) {
        entry.again = false;
        Optional<ObjectEvent> only = entry.missed.size() == 1 ? Optional.of(entry.missed.get(0)) : Optional.empty();
        entry.missed = new ArrayList<>();
        refresh(entry, only);
    }

    private boolean isCurrent(Entry entry) {
        return entries.get(entry.action.path()) == entry;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void close() {
        entries.values().forEach(Entry::close);
        entries.clear();
    }
}
