package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One cluster through one credential. Every method blocks until the server answered or the request timed out, and may be
 * called from any thread. Objects given are never modified; objects returned belong to the caller.
 */
public interface ClusterConnection {

    /** The name under which {@link Clusters} knows this cluster. */
    String name();

    /** The object, or empty when it does not exist. An unknown kind is an error, not an absent object. */
    Optional<JsonNode> get(ObjectKey key) throws ClusterException, InterruptedException;

    /** All objects that the selector selects; large collections are fetched in pages. */
    ObjectList list(ObjectSelector selector) throws ClusterException, InterruptedException;

    /**
     * Server-side apply as field manager {@code vela-workflow} with force: the object ends up with what is given here,
     * other fields stay as they are. Idempotent.
     *
     * @return the object as the server has it afterwards
     */
    JsonNode apply(ObjectNode object) throws ClusterException, InterruptedException;

    /** Creates the object; used for {@code metadata.generateName}, where applying is impossible. Not idempotent. */
    JsonNode create(ObjectNode object) throws ClusterException, InterruptedException;

    /**
     * Patches an existing object. A {@code metadata.resourceVersion} in a merge patch makes the server refuse the patch
     * with {@link ClusterException.Reason#CONFLICT} when the object changed meanwhile.
     *
     * @return the object as the server has it afterwards
     */
    JsonNode patch(ObjectKey key, PatchType type, JsonNode patch) throws ClusterException, InterruptedException;

    /** The same for the {@code status} of an object, which has an address of its own where the kind has that subresource. */
    JsonNode patchStatus(ObjectKey key, PatchType type, JsonNode patch) throws ClusterException, InterruptedException;

    /** Deletes one object; {@link ClusterException.Reason#NOT_FOUND} when there is none. */
    void delete(ObjectKey key, Propagation propagation) throws ClusterException, InterruptedException;

    /** Deletes every object that the selector selects. None at all is not an error. */
    void deleteAll(ObjectSelector selector, Propagation propagation) throws ClusterException, InterruptedException;

    /** The log lines of a pod as they stand now, without line ends. */
    List<String> logs(String namespace, String pod, LogOptions options) throws ClusterException, InterruptedException;

    /**
     * Follows a pod's log from a thread of the connection's own: waits for the container to start, reconnects without
     * losing or repeating lines when the stream breaks, and ends by itself when the container has ended.
     *
     * @param lines told of each line, in order, one at a time; must be quick
     * @param ended told once, when no further line will come: empty, or why following had to be given up
     */
    Subscription followLogs(
            String namespace,
            String pod,
            LogOptions options,
            Consumer<String> lines,
            Consumer<Optional<ClusterException>> ended);

    /** How the server serves a kind; asks discovery on the first use of a group and again when a kind is not known. */
    ResourceType resourceType(String apiVersion, String kind) throws ClusterException, InterruptedException;

    /** One cheap request that shows whether the server can be reached with this credential. */
    void check() throws ClusterException, InterruptedException;

    /**
     * The same cluster for trying: every change is sent as a dry run, which the server answers as if it had been made, and
     * stores nothing.
     */
    ClusterConnection dryRun();
}
