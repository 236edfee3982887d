package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of runs: {@code <namespace>/<name>/run.json} and {@code journal}, the key in {@code key}, and {@code owner},
 * which the owning process holds locked and in which it says who it is.
 */
public final class StateDirectory implements AutoCloseable {

    private static final String OWNER = "owner";
    private static final String RUN = "run.json";
    private static final String JOURNAL = "journal";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final StateKey key;
    private final Optional<FileChannel> lock;

    private StateDirectory(Path directory, StateKey key, Optional<FileChannel> lock) {
        this.directory = directory;
        this.key = key;
        this.lock = lock;
    }

    /**
     * Takes ownership of a directory, which is made when missing.
     *
     * @throws JournalException when another process owns it; the message names that process
     */
    public static StateDirectory own(Path directory) {
        try {
            OwnerOnly.createDirectories(directory);
            Path owner = directory.resolve(OWNER);
            FileChannel channel = FileChannel.open(
                    owner,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OwnerOnly.file(owner));
            if (!tryLock(channel)) {
                channel.close();
                throw new JournalException("the state directory " + directory + " is in use by " + whoOwns(owner)
                        + ". Stop that process first, or ask it through its commands.");
            }
            ObjectNode self = JSON.createObjectNode();
            self.put("pid", ProcessHandle.current().pid());
            self.put("host", host());
            self.put("since", Instant.now().toString());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(self)), 0);
            channel.force(true);
            return new StateDirectory(directory, StateKey.inFile(directory.resolve("key")), Optional.of(channel));
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory + " cannot be used: " + e, e);
        }
    }

    /** Opens a directory for reading only. */
    public static StateDirectory reading(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new JournalException("there is no state directory " + directory);
        }
        Path key = directory.resolve("key");
        // without a key nothing confidential was recorded yet, and reading makes nothing
        return new StateDirectory(
                directory, Files.exists(key) ? StateKey.inFile(key) : StateKey.random(), Optional.empty());
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    private static String whoOwns(Path owner) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(Files.readAllBytes(owner));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return "another process";
        }
        return "process " + json.path("pid").asText("?") + " on host "
                + json.path("host").asText("?") + " since " + json.path("since").asText("?");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public Path path() {
        return directory;
    }

    public StateKey key() {
        return key;
    }

    /** The journal's file of a run. */
    public Path journal(String namespace, String name) {
        return run(namespace, name).resolve(JOURNAL);
    }

    /** Whether a run of this name was recorded here. */
    public boolean has(String namespace, String name) {
        return Files.exists(run(namespace, name).resolve(RUN));
    }

    /** Records what a run is started with; on the disk before this returns. */
    public void save(String namespace, String name, ObjectNode run) {
        Path home = run(namespace, name);
        Path file = home.resolve(RUN);
        try {
            OwnerOnly.createDirectories(home);
            Path fresh = Files.createTempFile(home, "run", ".new", OwnerOnly.file(home));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(
                        ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(run)));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            OwnerOnly.forceDirectory(home);
        } catch (IOException e) {
            throw new JournalException("the run cannot be recorded in " + file + ": " + e, e);
        }
    }

    /** A recorded run: what it was started with and where its journal is. */
    public record Recorded(JsonNode run, Path journal) {}

    /** The recorded run of this name. */
    public Optional<Recorded> find(String namespace, String name) {
        Path home = run(namespace, name);
        return Files.exists(home.resolve(RUN)) ? Optional.of(recorded(home)) : Optional.empty();
    }

    /** All recorded runs, by namespace and name. */
    public List<Recorded> runs() {
        List<Recorded> runs = new ArrayList<>();
        try (Stream<Path> homes = Files.find(directory, 3, (path, attributes) -> path.getFileName()
                .toString()
                .equals(RUN))) {
            homes.sorted().forEach(file -> runs.add(recorded(file.getParent())));
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory + " cannot be read: " + e, e);
        }
        return runs;
    }

    private static Recorded recorded(Path home) {
        Path file = home.resolve(RUN);
        try {
            return new Recorded(JSON.readTree(Files.readAllBytes(file)), home.resolve(JOURNAL));
        } catch (IOException e) {
            throw new JournalException("the recorded run " + file + " cannot be read: " + e, e);
        }
    }

    /** Names may hold anything; a directory's name may not. */
    private Path run(String namespace, String name) {
        return directory.resolve(safe(namespace)).resolve(safe(name));
    }

    private static String safe(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    @Override
    public void close() {
        if (lock.isPresent()) {
            try {
                lock.get().close();
            } catch (IOException e) {
                throw new JournalException("the state directory " + directory + " cannot be released: " + e, e);
            }
        }
    }
}
