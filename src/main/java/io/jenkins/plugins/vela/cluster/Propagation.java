package io.jenkins.plugins.vela.cluster;

/** What happens to the dependants of a deleted object. */
public enum Propagation {
    /** The object goes at once, the garbage collector deletes its dependants afterwards. */
    BACKGROUND("Background"),
    /** The object stays until its dependants are gone. */
    FOREGROUND("Foreground"),
    /** Dependants stay. */
    ORPHAN("Orphan");

    private final String apiName;

    Propagation(String apiName) {
        this.apiName = apiName;
    }

    /** The name in the API. */
    public String apiName() {
        return apiName;
    }
}
