package io.jenkins.plugins.vela.sandbox.api;

/** A collection of objects, whatever API version is used to reach it. */
public record Resource(String group, String plural) {

    /** A resource of the core group. */
    public static Resource core(String plural) {
        return new Resource("", plural);
    }

    /** The key of one of its objects; the namespace is empty for cluster-scoped ones. */
    public ObjectKey key(String namespace, String name) {
        return new ObjectKey(this, namespace, name);
    }
}
