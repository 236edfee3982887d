package io.jenkins.plugins.vela.provider.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The strategies that comments in a patch ask for: {@code // +patchKey=name} and {@code // +patchStrategy=replace}, by JSON
 * pointer of the field below them.
 */
public final class PatchMarkers {

    private static final String KEY = "+patchKey";
    private static final String STRATEGY = "+patchStrategy";

    private final Map<String, List<String>> keys = new TreeMap<>();
    private final Map<String, String> strategies = new TreeMap<>();

    private PatchMarkers() {}

    /**
     * The markers in the comments of a patch.
     *
     * @param comments comments by JSON pointer
     * @param root the pointer of the patch itself; markers elsewhere are ignored, and pointers become relative to it
     */
    public static PatchMarkers of(Map<String, String> comments, String root) {
        PatchMarkers markers = new PatchMarkers();
        comments.forEach((pointer, comment) -> {
            if (pointer.equals(root) || pointer.startsWith(root + "/")) {
                markers.read(pointer.substring(root.length()), comment);
            }
        });
        return markers;
    }

    /** A marker is {@code +name=value}, blanks around the sign or not, where the value is one word. */
    private void read(String pointer, String comment) {
        comment.lines().map(String::strip).forEach(line -> {
            int sign = line.indexOf('=');
            String name = sign < 0 ? "" : line.substring(0, sign).strip();
            String value = sign < 0 ? "" : line.substring(sign + 1).strip();
            if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
                return;
            }
            if (name.equals(KEY)) {
                keys.put(
                        pointer,
                        Stream.of(value.split(",", -1))
                                .filter(key -> !key.isEmpty())
                                .toList());
            } else if (name.equals(STRATEGY)) {
                strategies.put(pointer, value);
            }
        });
    }

    /** The keys by which elements of the list at a pointer are told apart. */
    Optional<List<String>> keysAt(String pointer) {
        return Optional.ofNullable(keys.get(pointer));
    }

    /** The strategy for the field at a pointer; {@code ""} is the patch as a whole. */
    Optional<String> strategyAt(String pointer) {
        return Optional.ofNullable(strategies.get(pointer));
    }
}
