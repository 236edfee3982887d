package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

/**
 * Takes values known to be secret out of texts: the net below the rule that what is computed from a secret is not shown.
 * Thread-safe.
 */
final class Masker {

    /** Shorter values of a Secret would take half of every text with them. */
    private static final int MIN_SECRET = 4;

    /** Of other confidential answers not every word is a secret, so short ones are left alone. */
    private static final int MIN_OTHER = 8;

    private static final int MAX_LENGTH = 4_096;
    private static final String MASK = "****";

    private final Supplier<? extends Collection<String>> known;
    private volatile Collection<String> taken = List.of();

    // longest first, so that a secret that contains another one is gone as a whole
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /**
     * Knows some secrets from the start.
     *
     * @param known secrets that have nothing to do with what a run reads, such as its own credentials; may grow
     */
    Masker(Supplier<? extends Collection<String>> known) {
        this.known = known;
    }

    /**
     * Remembers what is secret in a confidential value: of a Kubernetes Secret its data, raw and decoded, and not its name or
     * kind; of everything else every longer text.
     */
    void add(JsonNode value) {
        if (value.isTextual()) {
            remember(value.textValue(), MIN_OTHER);
        } else if (value.path("kind").asText().equals("Secret") && value.has("apiVersion")) {
            value.path("stringData").forEach(text -> remember(text.asText(), MIN_SECRET));
            value.path("data").forEach(text -> {
                remember(text.asText(), MIN_SECRET);
                decoded(text.asText()).ifPresent(raw -> remember(raw, MIN_SECRET));
            });
        } else {
            value.forEach(this::add);
        }
    }

    private void takeKnown() {
        Collection<String> now = known.get();
        if (now != taken) {
            now.stream().filter(text -> text.length() >= MIN_SECRET).forEach(secrets::add);
            taken = now;
        }
    }

    private void remember(String text, int minLength) {
        String stripped = text.strip();
        if (stripped.length() >= minLength && stripped.length() <= MAX_LENGTH) {
            secrets.add(stripped);
        }
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** A value whose texts are masked. */
    JsonNode masked(JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf(mask(value.textValue()));
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(member -> object.set(member.getKey(), masked(member.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(masked(element)));
            return array;
        }
        return value;
    }

    String mask(String text) {
        takeKnown();
        String masked = text;
        for (String secret : secrets) {
            if (masked.contains(secret)) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }
}
