package io.jenkins.plugins.vela.provider;

import io.jenkins.plugins.vela.cluster.ObservedObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the result of an action reflects.
 *
 * @param sources each object (or selection of objects) with the resource version that the result has of it
 */
public record Observable(List<Source> sources) {

    public Observable {
        sources = List.copyOf(sources);
    }

    /**
     * One thing to watch.
     *
     * @param what the object or selection
     * @param seen the resource version that the result reflects; empty when the object was absent
     */
    public record Source(ObservedObject what, Optional<String> seen) {

        public Source {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(seen, "seen");
        }
    }
}
