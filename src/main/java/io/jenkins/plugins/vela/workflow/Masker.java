package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Takes values known to be secret out of texts: the net below the rule that what is computed from a secret is not shown.
 * Thread-safe.
 */
final class Masker {

    /** Shorter values would take half of every text with them. */
    private static final int MIN_LENGTH = 6;

    private static final int MAX_LENGTH = 4_096;
    private static final String MASK = "****";

    // longest first, so that a secret that contains another one is gone as a whole
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Remembers every text in a value. */
    void add(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue().strip();
            if (text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH) {
                secrets.add(text);
            }
        } else {
            value.forEach(this::add);
        }
    }

    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}
