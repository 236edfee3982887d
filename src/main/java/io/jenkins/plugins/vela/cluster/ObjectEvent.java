package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** What a watch tells its subscribers. */
public sealed interface ObjectEvent {

    /**
     * An object exists in this state. The tree is shared between subscribers: do not modify it.
     *
     * @param key the object
     * @param object the object as the server sent it
     */
    record Present(ObjectKey key, JsonNode object) implements ObjectEvent {}

    /**
     * An object does not exist, or no longer.
     *
     * @param key the object
     * @param resourceVersion a moment at which it did not exist; empty where the server did not tell
     */
    record Absent(ObjectKey key, String resourceVersion) implements ObjectEvent {}

    /** Something may have changed that was not seen (the watch had to start anew): read again. */
    record Unsure() implements ObjectEvent {}

    /**
     * How watching goes, for people: for example that it is forbidden and the object is read every few seconds instead.
     * Reading goes on by itself; this is no reason to do anything but to say so.
     *
     * @param message one sentence
     */
    record Disturbed(String message) implements ObjectEvent {}
}
