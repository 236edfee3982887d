package io.jenkins.plugins.vela.cluster;

import java.math.BigInteger;

/**
 * Order of resource versions. The API calls them opaque, yet every server hands out growing numbers, and since Kubernetes 1.35
 * that is promised; what is not a number is never called older.
 */
final class ResourceVersions {

    private ResourceVersions() {}

    /** Whether {@code a} is certainly an earlier moment than {@code b}. */
    static boolean isOlder(String a, String b) {
        return isNumber(a) && isNumber(b) && new BigInteger(a).compareTo(new BigInteger(b)) < 0;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 40 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
