package io.jenkins.plugins.vela.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Where steps act and what they give back: what {@code withVela} says for the steps in its body. An empty text and an empty
 * list mean that nothing is said. Immutable.
 */
public final class VelaOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Nothing is said. */
    public static final VelaOptions NONE = new VelaOptions("", "", "", List.of());

    private final String cluster;
    private final String namespace;
    private final String timeout;
    private final String[] outputs;

    /**
     * @param cluster the cluster that steps mean when they name none
     * @param namespace the namespace of the run, which definitions know as {@code context.namespace}
     * @param timeout how long a step may take, such as {@code 10m}
     * @param outputs what a step returns: paths in its evaluated template, each maybe with {@code NAME=} before it
     */
    public VelaOptions(String cluster, String namespace, String timeout, List<String> outputs) {
        this.cluster = Objects.requireNonNull(cluster, "cluster");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.outputs = outputs.toArray(new String[0]);
    }

    public String cluster() {
        return cluster;
    }

    public String namespace() {
        return namespace;
    }

    public String timeout() {
        return timeout;
    }

    public List<String> outputs() {
        return List.of(outputs);
    }

    /** These options, and where they say nothing the given ones. */
    public VelaOptions over(VelaOptions outer) {
        return new VelaOptions(
                first(cluster, outer.cluster),
                first(namespace, outer.namespace),
                first(timeout, outer.timeout),
                outputs.length > 0 ? outputs() : outer.outputs());
    }

    private static String first(String inner, String outer) {
        return inner.isEmpty() ? outer : inner;
    }
}
