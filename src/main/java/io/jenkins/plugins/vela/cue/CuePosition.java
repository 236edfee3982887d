package io.jenkins.plugins.vela.cue;

/**
 * A place in a source.
 *
 * @param source name of the {@link CueSource}
 * @param line from 1
 * @param column from 1, counted in characters
 */
public record CuePosition(String source, int line, int column) {
    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
