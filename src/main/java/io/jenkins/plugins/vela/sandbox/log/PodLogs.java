package io.jenkins.plugins.vela.sandbox.log;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The logs of all containers of a cluster. Thread-safe. */
public final class PodLogs {

    private record Container(String podUid, String name) {}

    private final ConcurrentMap<Container, ContainerLog> logs = new ConcurrentHashMap<>();

    /** The log of a container, begun when it is first asked for. */
    public ContainerLog open(String podUid, String container) {
        return logs.computeIfAbsent(new Container(podUid, container), c -> new ContainerLog());
    }

    /** The log of a container that has written or is about to. */
    public Optional<ContainerLog> find(String podUid, String container) {
        return Optional.ofNullable(logs.get(new Container(podUid, container)));
    }

    /** Ends and forgets the logs of a pod. */
    public void remove(String podUid) {
        logs.entrySet().removeIf(entry -> {
            boolean gone = entry.getKey().podUid().equals(podUid);
            if (gone) {
                entry.getValue().finish();
            }
            return gone;
        });
    }
}
