package io.jenkins.plugins.vela.cue.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a file of examples: each is some CUE text, a line {@code ==>}, and what is expected; a line {@code ---} separates
 * examples. Lines that begin with {@code ;;} are remarks.
 */
public final class Snippets {
    private Snippets() {}

    /** One example; the name tells where it stands. */
    public record Snippet(String name, String input, String expected) {}

    /** Reads a resource beside a test class. */
    public static List<Snippet> read(Class<?> test, String resource) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        int line = 1;
        for (String chunk : text(test, resource).split("(?m)^---\n", -1)) {
            String[] halves = chunk.replaceAll("(?m)^;;.*\n", "").split("(?m)^==>\n", -1);
            if (halves.length != 2) {
                throw new IOException(resource + ":" + line + ": an example needs exactly one line ==>");
            }
            snippets.add(new Snippet(resource + ":" + line, halves[0], halves[1]));
            line += chunk.split("\n", -1).length;
        }
        return snippets;
    }

    private static String text(Class<?> test, String resource) throws IOException {
        try (InputStream in = test.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no such file: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
