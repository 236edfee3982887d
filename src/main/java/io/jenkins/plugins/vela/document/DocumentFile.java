package io.jenkins.plugins.vela.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of documents: size looked at before a byte is read, UTF-8, a byte order mark allowed. */
public final class DocumentFile {
    private DocumentFile() {}

    /**
     * Reads all documents of a file.
     *
     * @param name what the user calls the file; begins every message
     * @throws DocumentException when it is missing, unreadable, too large or no YAML
     */
    public static List<Document> read(String name, Path file, DocumentLimits limits) {
        return Document.parseAll(name, text(name, file, limits), limits);
    }

    /** Reads all documents of a stream, which stays open. */
    public static List<Document> read(String name, InputStream stream, DocumentLimits limits) {
        return Document.parseAll(name, text(name, stream, limits), limits);
    }

    /** The text of a file, under the same rules. */
    public static String text(String name, Path file, DocumentLimits limits) {
        try {
            if (Files.isDirectory(file)) {
                throw fail(name, "is a directory, expected a file");
            }
            if (!Files.exists(file)) {
                throw fail(name, "no such file");
            }
            // a pipe has no size; the bounded read below catches what lies
            if (Files.isRegularFile(file) && Files.size(file) > limits.bytes()) {
                throw fail(name, limits.tooLarge(Files.size(file)));
            }
            try (InputStream stream = Files.newInputStream(file)) {
                return text(name, stream, limits);
            }
        } catch (AccessDeniedException denied) {
            throw fail(name, "permission denied");
        } catch (IOException unreadable) {
            throw fail(name, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static String text(String name, InputStream stream, DocumentLimits limits) {
        try {
            int limit = (int) Math.min(Integer.MAX_VALUE - 16, limits.bytes());
            byte[] bytes = stream.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw fail(name, limits.tooLarge(bytes.length));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw fail(name, "is not UTF-8 text");
        } catch (IOException unreadable) {
            throw fail(name, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static DocumentException fail(String name, String problem) {
        return new DocumentException(Position.start(name), FieldPath.ROOT, problem);
    }
}
