package io.jenkins.plugins.vela.cue.builtin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The named character references of HTML 5; read when the first one is looked for. */
final class HtmlEntities {
    private static final int LONGEST_BARE = 6;

    private HtmlEntities() {}

    private static final class Table {
        static final Map<String, String> NAMED = read();

        private static Map<String, String> read() {
            Map<String, String> named = new HashMap<>();
            try (InputStream in = HtmlEntities.class.getResourceAsStream("html-entities.txt");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ");
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i < words.length; i++) {
                        text.appendCodePoint(Integer.parseInt(words[i], 16));
                    }
                    named.put(words[0], text.toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(named);
        }
    }

    /**
     * The text for a reference.
     *
     * @param reference what stands behind the ampersand, with or without its semicolon; some old names need none, and may
     *     be followed by more letters
     */
    static String replaced(String reference) {
        String known = Table.NAMED.get(reference);
        if (known != null) {
            return known;
        }
        for (int length = Math.min(LONGEST_BARE, reference.length() - 1); length > 1; length--) {
            String old = Table.NAMED.get(reference.substring(0, length));
            if (old != null) {
                return old + reference.substring(length);
            }
        }
        return "&" + reference;
    }
}
