package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.load.DataSyntax;
import java.util.List;
import java.util.Objects;

/**
 * One piece of CUE text, or of data that is unified with the CUE beside it, with the name under which errors speak of it.
 *
 * @param name what a position shows, usually a file name such as {@code apply-object.cue}
 * @param text the source text
 * @param format what the text is written in
 * @param place where data goes; fields alone
 */
public record CueSource(String name, String text, Format format, CuePath place) {

    /** What a source is written in. */
    public enum Format {
        CUE,
        JSON,
        /** One or more documents, which are unified. */
        YAML,
        TOML
    }

    public CueSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(place, "place");
    }

    /** CUE text. */
    public CueSource(String name, String text) {
        this(name, text, Format.CUE, CuePath.root());
    }

    /** Data in JSON, unified with the whole. */
    public static CueSource json(String name, String text) {
        return new CueSource(name, text, Format.JSON, CuePath.root());
    }

    /** Data in YAML, unified with the whole. */
    public static CueSource yaml(String name, String text) {
        return new CueSource(name, text, Format.YAML, CuePath.root());
    }

    /** Data in TOML, unified with the whole. */
    public static CueSource toml(String name, String text) {
        return new CueSource(name, text, Format.TOML, CuePath.root());
    }

    /** The same data at another place. */
    public CueSource at(CuePath path) {
        return new CueSource(name, text, format, path);
    }

    /** Each document of YAML by itself; what is no YAML is all there is. Positions stay what they are. */
    public List<CueSource> documents() {
        return format == Format.YAML
                ? DataSyntax.documents(text).stream()
                        .map(document -> new CueSource(name, document, format, place))
                        .toList()
                : List.of(this);
    }
}
