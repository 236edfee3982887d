package io.jenkins.plugins.vela.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The changes of a store in a file, one JSON line each, written before anybody is told of the change. A killed process
 * loses nothing, a crashed machine may lose the last changes. Secrets are encrypted with a key that lies beside the
 * file; both can be read by their owner only.
 *
 * <p>Belongs to one store in one process, which a lock beside the file guards.
 */
public final class ChangeLog implements AutoCloseable {

    private static final Resource SECRETS = Resource.core("secrets");

    private final Path file;
    private final LineCipher cipher;
    private final FileChannel guard;
    private FileChannel out;
    private long revision;

    private ChangeLog(Path file, FileChannel guard) throws IOException {
        this.file = file;
        this.guard = guard;
        this.cipher = LineCipher.withKeyIn(beside(file, ".key"));
    }

    /** Opens a file, which need not exist, and takes it for this process. */
    public static ChangeLog open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel guard =
                    FileChannel.open(beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(guard)) {
                guard.close();
                throw new IOException("another cluster uses it");
            }
            return new ChangeLog(file, guard);
        } catch (IOException e) {
            throw new UncheckedIOException("the objects of the embedded cluster in " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel guard) throws IOException {
        try {
            return guard.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // by another cluster of this process
            return false;
        }
    }

    /** The objects that the file leaves, and from now on a file without their past. A torn last line is dropped. */
    Map<ObjectKey, ObjectNode> load() {
        try {
            Map<ObjectKey, ObjectNode> objects = new LinkedHashMap<>();
            if (Files.exists(file)) {
                for (String line : Files.readString(file).split("\n")) {
                    if (!line.isBlank() && !replay(line, objects)) {
                        break;
                    }
                }
            }
            compact(objects.entrySet());
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the objects of the embedded cluster in " + file, e);
        }
    }

    long revision() {
        return revision;
    }

    private boolean replay(String line, Map<ObjectKey, ObjectNode> objects) {
        JsonNode entry;
        try {
            entry = Json.parse(line);
        } catch (IllegalArgumentException torn) {
            return false;
        }
        revision = Math.max(revision, entry.path("revision").asLong());
        if (!entry.has("plural")) {
            return true;
        }
        ObjectKey key = new Resource(
                        entry.path("group").asText(), entry.path("plural").asText())
                .key(entry.path("namespace").asText(), entry.path("name").asText());
        if (entry.has("sealed")) {
            objects.put(key, (ObjectNode)
                    Json.parse(cipher.open(entry.path("sealed").asText())));
        } else if (entry.get("object") instanceof ObjectNode object) {
            objects.put(key, object);
        } else {
            objects.remove(key);
        }
        return true;
    }

    private void compact(Collection<Map.Entry<ObjectKey, ObjectNode>> objects) throws IOException {
        Path fresh = beside(file, ".new");
        Files.deleteIfExists(fresh);
        OwnerOnly.create(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            write(channel, Json.object().put("revision", revision));
            for (Map.Entry<ObjectKey, ObjectNode> object : objects) {
                write(channel, line(object.getKey(), object.getValue()));
            }
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void append(Change change) {
        ObjectNode entry = change.type() == Change.Type.DELETED
                ? key(change.key(), change.revision())
                : line(change.key(), change.object());
        try {
            write(out, entry);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the objects of the embedded cluster to " + file, e);
        }
    }

    private ObjectNode line(ObjectKey key, ObjectNode object) {
        ObjectNode entry = key(key, Long.parseLong(Meta.of(object).resourceVersion()));
        if (key.resource().equals(SECRETS)) {
            return entry.put("sealed", cipher.seal(Json.text(object)));
        }
        entry.set("object", object);
        return entry;
    }

    private static ObjectNode key(ObjectKey key, long revision) {
        return Json.object()
                .put("revision", revision)
                .put("group", key.resource().group())
                .put("plural", key.resource().plural())
                .put("namespace", key.namespace())
                .put("name", key.name());
    }

    private static void write(FileChannel channel, ObjectNode entry) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Json.text(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
