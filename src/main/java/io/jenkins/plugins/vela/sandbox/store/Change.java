package io.jenkins.plugins.vela.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import java.util.Optional;

/**
 * One change of one object. The trees belong to the store and must not be changed.
 *
 * @param object the object after the change; after a deletion its last state with the deletion's revision
 * @param previous the object before the change, absent when it was added
 */
public record Change(long revision, Type type, ObjectKey key, ObjectNode object, Optional<ObjectNode> previous) {

    /** As watch events name it. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
