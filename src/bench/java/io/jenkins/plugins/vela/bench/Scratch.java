package io.jenkins.plugins.vela.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A directory that is gone afterwards; under {@code target}, since a temporary directory may be memory and costs nothing to force. */
record Scratch(Path path) implements AutoCloseable {

    static Scratch make(String name) throws IOException {
        Path parent = Files.createDirectories(Path.of(System.getProperty("bench.directory", "target/bench")));
        return new Scratch(Files.createTempDirectory(parent, name));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
