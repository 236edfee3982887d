package io.jenkins.plugins.vela.cue;

import java.util.Objects;

/**
 * One piece of CUE text with the name under which errors speak of it.
 *
 * @param name what a position shows, usually a file name such as {@code apply-object.cue}
 * @param text the CUE source text
 */
public record CueSource(String name, String text) {

    public CueSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }
}
