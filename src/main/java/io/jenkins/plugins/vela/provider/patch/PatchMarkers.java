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

    private static final String KEY = "+patchKey=";
    private static final String STRATEGY = "+patchStrategy=";

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

    private void read(String pointer, String comment) {
        comment.lines().map(String::strip).forEach(line -> {
            if (line.startsWith(KEY)) {
                keys.put(
                        pointer,
                        Stream.of(line.substring(KEY.length()).split(",", -1))
                                .map(String::strip)
                                .filter(k -> !k.isEmpty())
                                .toList());
            } else if (line.startsWith(STRATEGY)) {
                strategies.put(pointer, line.substring(STRATEGY.length()).strip());
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
