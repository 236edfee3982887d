package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of runs: {@code <namespace>/<name>/run.json} and {@code journal}, the key in {@code key}, and {@code owner},
 * which the owning process holds locked and in which it says who it is and that it lives.
 */
public final class StateDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String RUN = "run.json";
    private static final String JOURNAL = "journal";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final StateKey key;
    private final Optional<Ownership> ownership;

    private StateDirectory(Path directory, StateKey key, Optional<Ownership> ownership) {
        this.directory = directory;
        this.key = key;
        this.ownership = ownership;
    }

    /**
     * Takes ownership of a directory, which is made when missing.
     *
     * @throws JournalException when another process owns it; the message names that process
     */
    public static StateDirectory own(Path directory) {
        return own(directory, Optional.empty());
    }

    /**
     * The same with a key that is kept elsewhere, so that the directory alone gives away nothing.
     *
     * @param elsewhere the key; empty for the one in the directory
     */
    public static StateDirectory own(Path directory, Optional<StateKey> elsewhere) {
        try {
            OwnerOnly.createDirectories(directory);
            Ownership ownership = Ownership.take(directory);
            StateKey key = elsewhere.orElseGet(() -> StateKey.inFile(directory.resolve("key")));
            return new StateDirectory(directory, key, Optional.of(ownership));
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

    /**
     * Why it is not certain that this directory is the one that its last owner left, and left just now: it may be a copy, or
     * have been restored, or nobody gave a sign of life for longer than {@code maxSilence}. Empty when there is no doubt, or no
     * run that it would concern.
     */
    public Optional<String> doubt(Instant now, Duration maxSilence) {
        return owned().doubt(!homes().isEmpty(), now, maxSilence);
    }

    /** Ends the doubt, once what follows from it is recorded: from now on the directory is this one. */
    public void settle(Instant now) {
        owned().settle(now);
    }

    /** A sign of life of the owner; more often than once a minute is more than needed. */
    public void beat(Instant now) {
        owned().beat(now);
    }

    /** Tells other processes where the owner listens. */
    public void listensAt(Path socket) {
        owned().listensAt(socket);
    }

    /** Where the directory's owner listens, if it has one that does. */
    public static Optional<Path> ownersSocket(Path directory) {
        try {
            return Optional.ofNullable(Ownership.of(directory).get("socket"))
                    .map(JsonNode::asText)
                    .map(Path::of);
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory + " cannot be read: " + e, e);
        }
    }

    /** Who had the directory last, or has it, in words. */
    public static String owner(Path directory) {
        try {
            return Ownership.named(Ownership.of(directory));
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory + " cannot be read: " + e, e);
        }
    }

    private Ownership owned() {
        return ownership.orElseThrow(() -> new IllegalStateException("opened for reading only"));
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

    /** The file with what a run's steps have logged. */
    public Path log(String namespace, String name) {
        return run(namespace, name).resolve("log");
    }

    /** The file with what a step's template had become, where that was kept. */
    public Path evaluated(String namespace, String name, String step) {
        return run(namespace, name).resolve("evaluated").resolve(safe(step) + ".json");
    }

    /** Keeps what a step's template has become, readable by the owner only. */
    public static void keepEvaluated(Path file, JsonNode value) {
        try {
            OwnerOnly.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file))) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(value)));
            }
        } catch (IOException e) {
            throw new JournalException("the file " + file + " cannot be written: " + e, e);
        }
    }

    /** What {@link #keepEvaluated} kept. */
    public static Optional<JsonNode> readEvaluated(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readTree(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new JournalException("the file " + file + " cannot be read: " + e, e);
        }
    }

    /** The record of what was done in whose name. */
    public AuditLog audit(Forcing forcing) {
        return AuditLog.open(directory.resolve("audit.jsonl"), forcing);
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
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                // after the move, since most file systems then bring all of it to the disk at once; the rest costs
                // little
                channel.force(true);
            }
            OwnerOnly.forceDirectory(home);
            OwnerOnly.forceDirectory(home.getParent());
        } catch (IOException e) {
            throw new JournalException("the run cannot be recorded in " + file + ": " + e, e);
        }
    }

    /** Records what a new run is started with, and makes its journal; both are on the disk when this returns. */
    public Journal create(String namespace, String name, ObjectNode run, Forcing forcing) {
        Path journal = journal(namespace, name);
        try {
            OwnerOnly.createDirectories(journal.getParent());
            // of a process that died before it had recorded the run
            Files.deleteIfExists(journal);
        } catch (IOException e) {
            throw new JournalException("the run cannot be recorded in " + journal.getParent() + ": " + e, e);
        }
        Journal created = Journal.create(journal, key, forcing);
        try {
            save(namespace, name, run);
            return created;
        } catch (JournalException e) {
            created.close();
            throw e;
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
        return homes().stream()
                .filter(StateDirectory::wasStarted)
                .map(StateDirectory::recorded)
                .toList();
    }

    private List<Path> homes() {
        try (Stream<Path> files = Files.find(directory, 3, (path, attributes) -> path.getFileName()
                .toString()
                .equals(RUN))) {
            return files.sorted().map(Path::getParent).toList();
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory + " cannot be read: " + e, e);
        }
    }

    /** A machine that stopped while a run was being recorded leaves half a file, of a run that nobody was told of. */
    private static boolean wasStarted(Path home) {
        try {
            if (JSON.readTree(Files.readAllBytes(home.resolve(RUN))).isObject()) {
                return true;
            }
        } catch (JsonProcessingException halfWritten) {
            LOG.debug(
                    "{} is not whole: {}",
                    home.resolve(RUN),
                    halfWritten.getClass().getSimpleName());
        } catch (IOException unreadable) {
            return true;
        }
        try {
            Path journal = home.resolve(JOURNAL);
            return Files.exists(journal) && Files.size(journal) > JournalFile.HEADER_BYTES;
        } catch (IOException unreadable) {
            return true;
        }
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
        if (ownership.isPresent()) {
            try {
                ownership.get().close();
            } catch (IOException e) {
                throw new JournalException("the state directory " + directory + " cannot be released: " + e, e);
            }
        }
    }
}
