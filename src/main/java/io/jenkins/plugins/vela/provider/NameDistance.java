package io.jenkins.plugins.vela.provider;

/** How far a misspelt name is from a known one. */
final class NameDistance {

    private NameDistance() {}

    /** Levenshtein's distance, ignoring case, dashes and underscores, so that {@code PatchK8sObject} is near. */
    static int between(String a, String b) {
        String left = normal(a);
        String right = normal(b);
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }

    private static String normal(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace("-", "").replace("_", "");
    }
}
