package io.jenkins.plugins.vela.provider;

import io.jenkins.plugins.vela.cue.CueSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** CUE facades that come with a provider as resources. */
public final class Facades {

    private Facades() {}

    /**
     * Reads facade files.
     *
     * @param owner a class of the jar that holds them
     * @param paths absolute resource paths without the leading slash, for example {@code vela/kube/kube.cue}
     */
    public static List<CueSource> read(Class<?> owner, String... paths) {
        return Stream.of(paths).map(path -> read(owner, path)).toList();
    }

    private static CueSource read(Class<?> owner, String path) {
        try (InputStream in = owner.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new IllegalStateException("resource " + path + " is missing beside " + owner.getName());
            }
            return new CueSource(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
