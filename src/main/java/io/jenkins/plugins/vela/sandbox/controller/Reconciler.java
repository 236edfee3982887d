package io.jenkins.plugins.vela.sandbox.controller;

import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;

/** Brings the world a step nearer to what objects of some kind want. */
interface Reconciler {

    /** The objects to look at because of a change. */
    List<ObjectKey> affected(Change change);

    /** Looks at one object, which may be gone by now. */
    void reconcile(ObjectKey key, Work work);
}
