package io.jenkins.plugins.vela.sandbox.registry;

/** Which part of an object a write is about. */
public enum Subresource {
    /** Everything but the status. */
    MAIN(""),
    /** The status only. */
    STATUS("status"),
    /** The number of replicas. */
    SCALE("scale");

    private final String path;

    Subresource(String path) {
        this.path = path;
    }

    /** The last part of its URL, empty for the object itself. */
    public String path() {
        return path;
    }
}
