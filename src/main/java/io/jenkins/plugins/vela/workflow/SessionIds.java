package io.jenkins.plugins.vela.workflow;

import java.util.concurrent.ThreadLocalRandom;

/** Ids of step sessions: ten characters that may stand in the name of a Kubernetes object. */
final class SessionIds {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 10;

    private SessionIds() {}

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(LENGTH);
        // a letter first: a name may have to begin with one
        id.append(ALPHABET.charAt(random.nextInt(26)));
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
