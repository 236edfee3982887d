package io.jenkins.plugins.vela.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of a step's run, which definitions know as {@code context.name} and put into names of objects: job, build and place
 * in the build, with a hash of all three, at most 40 characters that every Kubernetes name may have.
 */
final class RunName {
    private static final int LONGEST = 40;
    private static final int HASH = 6;

    private RunName() {}

    static String of(String job, int build, String node) {
        String tail = "-" + build + "-" + safe(node) + "-" + hash(job + "\n" + build + "\n" + node);
        String head = safe(job);
        int room = Math.max(1, LONGEST - tail.length());
        if (head.length() > room) {
            // the end of a job's full name says more than the folders at its beginning
            head = head.substring(head.length() - room).replaceAll("^-+", "");
        }
        String name = (head.isEmpty() ? "job" : head) + tail;
        return name.length() > LONGEST ? name.substring(name.length() - LONGEST).replaceAll("^-+", "") : name;
    }

    private static String safe(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
