package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code owner} of a state directory: locked by the process that owns the directory, and saying who that is, since
 * when, when it last gave a sign of life, and where it listens. It is written in place and so stays the same file for as long
 * as the directory is the same; a copy, or a directory restored from one, has another. Thread-safe.
 */
final class Ownership implements AutoCloseable {

    private static final String NAME = "owner";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One write of one block replaces another, so that a reader never sees half of either. */
    private static final int BLOCK_BYTES = 2048;

    private final FileChannel channel;
    private final Path file;
    private final JsonNode before;
    private final ObjectNode content;

    private Ownership(FileChannel channel, Path file, JsonNode before, ObjectNode content) {
        this.channel = channel;
        this.file = file;
        this.before = before;
        this.content = content;
    }

    /**
     * Takes the lock. What the file said about the directory's identity and its last sign of life stays there until
     * {@link #settle}.
     *
     * @throws JournalException when another process has it; the message names that process
     */
    static Ownership take(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OwnerOnly.file(file));
        if (!tryLock(channel)) {
            channel.close();
            throw new JournalException("the state directory " + directory + " is in use by " + named(read(file))
                    + ". Stop that process first, or ask it through its commands.");
        }
        JsonNode before = read(file);
        ObjectNode content = JSON.createObjectNode();
        content.put("pid", ProcessHandle.current().pid());
        content.put("host", host());
        content.put("since", Instant.now().toString());
        for (String kept : new String[] {"file", "heartbeat"}) {
            if (before.has(kept)) {
                content.set(kept, before.get(kept));
            }
        }
        Ownership ownership = new Ownership(channel, file, before, content);
        ownership.write();
        return ownership;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    /** What a directory's file says; an empty object when it says nothing that can be understood. */
    static JsonNode of(Path directory) throws IOException {
        return read(directory.resolve(NAME));
    }

    private static JsonNode read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode content = JSON.readTree(Files.readAllBytes(file));
            return content.isObject() ? content : JSON.createObjectNode();
        } catch (JsonProcessingException halfWritten) {
            return JSON.createObjectNode();
        }
    }

    static String named(JsonNode owner) {
        return owner.has("pid")
                ? "process " + owner.path("pid").asText() + " on host "
                        + owner.path("host").asText("?") + " since "
                        + owner.path("since").asText("?")
                : "another process";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * Why it is not certain that the directory is the one that the last owner left, just now. Directories of a version that
     * did not keep an identity are not doubted.
     *
     * @param used whether there are runs in the directory
     */
    Optional<String> doubt(boolean used, Instant now, Duration maxSilence) {
        if (!used) {
            return Optional.empty();
        }
        if (!before.has("pid")) {
            return Optional.of(
                    "it is not known who had the state directory before: its file " + NAME + " is missing or damaged");
        }
        String identity = before.path("file").asText();
        if (!identity.isEmpty() && !identity.equals(identity())) {
            return Optional.of("the state directory is a copy, or was restored from one: the original, last used by "
                    + named(before) + ", may have gone on meanwhile");
        }
        Optional<Duration> silence = heartbeat().map(last -> Duration.between(last, now));
        return silence.filter(silent -> silent.compareTo(maxSilence) > 0)
                .map(silent -> "nobody has had the state directory for " + silent.toHours()
                        + " hours: the world may have changed meanwhile");
    }

    private Optional<Instant> heartbeat() {
        try {
            return Optional.ofNullable(before.get("heartbeat"))
                    .map(JsonNode::asText)
                    .map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The file's number where files have one; a copy has another. Elsewhere its place. */
    private String identity() {
        try {
            return "inode " + Files.getAttribute(file, "unix:ino");
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException noNumbers) {
            return "path " + file.toAbsolutePath().normalize();
        }
    }

    /** From now on the directory is this one, and alive. */
    synchronized void settle(Instant now) {
        content.put("file", identity());
        beat(now);
    }

    /** A sign of life. */
    synchronized void beat(Instant now) {
        content.put("heartbeat", now.toString());
        write();
    }

    /** Tells where the owner listens. */
    synchronized void listensAt(Path socket) {
        content.put("socket", socket.toAbsolutePath().toString());
        write();
    }

    private synchronized void write() {
        try {
            byte[] block = new byte[BLOCK_BYTES];
            Arrays.fill(block, (byte) ' ');
            byte[] json = JSON.writeValueAsBytes(content);
            System.arraycopy(json, 0, block, 0, Math.min(json.length, BLOCK_BYTES));
            channel.write(ByteBuffer.wrap(block), 0);
            if (channel.size() > BLOCK_BYTES) {
                channel.truncate(BLOCK_BYTES);
            }
        } catch (IOException e) {
            throw new JournalException("the file " + file + " cannot be written: " + e, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        content.remove("socket");
        write();
        channel.close();
    }
}
