package io.jenkins.plugins.vela.sandbox.server;

import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What may go wrong between a client and a cluster, on demand, so that tests can show what the client does about it.
 * Thread-safe; every fault takes effect at once and stays until it is used up or {@link #clear()} is called.
 */
public final class Faults {

    /**
     * The head of a request.
     *
     * @param path without query, starting with {@code /api}
     * @param watch whether the request opens a watch
     */
    public record Request(String method, String path, String query, boolean watch) {}

    /** What the server does to the network when told. */
    interface Network {
        void stopListening();

        void listen();

        void cutWatches();

        void forgetHistory();
    }

    private static final class Planned {
        private final Predicate<Request> about;
        private final Optional<ApiFailure> answer;
        private int left;

        Planned(Predicate<Request> about, Optional<ApiFailure> answer, int times) {
            this.about = about;
            this.answer = answer;
            this.left = times;
        }
    }

    /** What happens to one request instead of its answer. */
    record Effect(Optional<ApiFailure> answer) {}

    private final Network network;
    private final List<Planned> planned = new ArrayList<>();
    private final List<Request> seen = new CopyOnWriteArrayList<>();
    private volatile Duration eventDelay = Duration.ZERO;
    private volatile Duration answerDelay = Duration.ZERO;
    private volatile boolean duplicateEvents;

    Faults(Network network) {
        this.network = network;
    }

    /** Cuts every open watch in the middle of the stream, as a dying proxy does. */
    public void dropWatches() {
        network.cutWatches();
    }

    /** Forgets all history: a watch that starts from an older resource version is answered with 410 {@code Expired}. */
    public void expireHistory() {
        network.forgetHistory();
    }

    /** Cuts every connection and refuses new ones until {@link #acceptConnections()}. */
    public void refuseConnections() {
        network.stopListening();
    }

    /** Listens again, at the same address. */
    public void acceptConnections() {
        network.listen();
    }

    /** Answers the next fitting requests with this failure. */
    public synchronized void fail(int times, int code, String reason, Predicate<Request> about) {
        planned.add(new Planned(
                about, Optional.of(ApiFailure.injected(code, reason, "a test asked for this failure")), times));
    }

    /** Closes the connection of the next fitting requests without any answer; the request is not carried out. */
    public synchronized void hangUp(int times, Predicate<Request> about) {
        planned.add(new Planned(about, Optional.empty(), times));
    }

    /** Delivers every watch event so much later. */
    public void delayEvents(Duration delay) {
        eventDelay = delay;
    }

    /** Delivers every watch event twice. */
    public void duplicateEvents() {
        duplicateEvents = true;
    }

    /** Answers every request so much later. */
    public void delayAnswers(Duration delay) {
        answerDelay = delay;
    }

    /** Takes back every fault; the cluster listens. */
    public synchronized void clear() {
        planned.clear();
        eventDelay = Duration.ZERO;
        answerDelay = Duration.ZERO;
        duplicateEvents = false;
        network.listen();
    }

    /** The heads of all requests so far, in the order in which they came. */
    public List<Request> requests() {
        return List.copyOf(seen);
    }

    synchronized Optional<Effect> effectOn(Request request) {
        seen.add(request);
        for (Planned plan : planned) {
            if (plan.left > 0 && plan.about.test(request)) {
                plan.left--;
                return Optional.of(new Effect(plan.answer));
            }
        }
        return Optional.empty();
    }

    Duration eventDelay() {
        return eventDelay;
    }

    Duration answerDelay() {
        return answerDelay;
    }

    boolean duplicatesEvents() {
        return duplicateEvents;
    }
}
