package io.jenkins.plugins.vela.cue.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The comments above a field. KubeVela marks what they say: {@code +usage=} is the description, {@code +short=} a letter
 * for command lines, {@code +alias=} a display name, {@code +ignore} keeps the field out of forms, {@code +immutable}
 * forbids changing it. Unmarked comments are the description where there is no {@code +usage}.
 *
 * @param usage a description; may be empty
 * @param markers all markers by name without the plus; the value is empty where there is none
 */
public record Documentation(String usage, Map<String, String> markers) {

    /** Comments without a word. */
    public static final Documentation NONE = new Documentation("", Map.of());

    /** How {@code usage} is misspelt in definitions that are around. */
    private static final Set<String> USAGE = Set.of("usage", "usgae", "uasge", "usae", "useage");

    public Documentation {
        markers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(markers));
    }

    /** Reads comment text, without the slashes. */
    public static Documentation of(String comment) {
        if (comment.isBlank()) {
            return NONE;
        }
        StringJoiner plain = new StringJoiner(" ");
        Map<String, String> markers = new LinkedHashMap<>();
        for (String line : comment.lines().map(String::strip).toList()) {
            if (!line.startsWith("+")) {
                if (!line.isEmpty()) {
                    plain.add(line);
                }
                continue;
            }
            int equals = line.indexOf('=');
            String name = (equals < 0 ? line.substring(1) : line.substring(1, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : line.substring(equals + 1).strip();
            markers.putIfAbsent(USAGE.contains(name) ? "usage" : name, value);
        }
        return new Documentation(markers.getOrDefault("usage", plain.toString()), markers);
    }

    /** What a marker says; empty when it is not there. */
    public Optional<String> marker(String name) {
        return Optional.ofNullable(markers.get(name));
    }

    /** Examples of values, as the author wrote them after {@code +example=}, separated by {@code |}. */
    public List<String> examples() {
        return marker("example").map(text -> List.of(text.split("\\s*\\|\\s*"))).orElse(List.of());
    }

    /** Whether forms leave the field out. */
    public boolean isIgnored() {
        return markers.containsKey("ignore");
    }
}
