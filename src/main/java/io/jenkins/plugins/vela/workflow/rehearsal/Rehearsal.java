package io.jenkins.plugins.vela.workflow.rehearsal;

import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what runs would do. Effects on clusters are worked out and kept, requests that change something and mails are kept
 * only, what is asked is asked, waits and suspends do not hold anybody. Thread-safe.
 */
public final class Rehearsal {

    /** Who says what an object would be after a change. */
    public enum Means {
        /** This program: the object as it is with the change laid over it. */
        CLIENT,
        /** The cluster's own server, in a dry run: with its defaults, and refusing what it would refuse. */
        SERVER
    }

    private final Means means;
    private final Overlay overlay = new Overlay();
    private final List<PlannedChange> changes = new ArrayList<>();

    public Rehearsal(Means means) {
        this.means = means;
    }

    /** Actions that rehearse these. */
    public ActionRegistry over(ActionRegistry actions) {
        return actions.each(provider -> new RehearsedProvider(provider, this));
    }

    /** What would be done so far, in order. */
    public synchronized List<PlannedChange> changes() {
        return List.copyOf(changes);
    }

    synchronized void add(PlannedChange change) {
        changes.add(change);
    }

    Means means() {
        return means;
    }

    Overlay overlay() {
        return overlay;
    }
}
