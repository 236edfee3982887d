package io.jenkins.plugins.vela.workflow.journal;

import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run's journal, open for appending. {@link #append}, {@link #durable} and {@link #durableSoon} belong to the run's one
 * thread; forcing happens elsewhere, and everything that was asked for meanwhile shares the next force (group commit).
 */
public final class Journal implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final StateKey key;
    private final Forcing forcing;
    private final Object lock = new Object();

    private final ByteArrayOutputStream appended = new ByteArrayOutputStream();
    private long sequence;
    private long written;

    // ---- guarded by the lock ----
    private boolean forced = true;
    private boolean busy;
    private boolean urgent;
    private boolean due;
    private long lastForce = System.nanoTime() - Forcing.BATCH.toNanos();
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private final AtomicReference<Optional<JournalException>> broken = new AtomicReference<>(Optional.empty());

    private Journal(Path file, FileChannel channel, StateKey key, Forcing forcing, long sequence, long written) {
        this.file = file;
        this.channel = channel;
        this.key = key;
        this.forcing = forcing;
        this.sequence = sequence;
        this.written = written;
    }

    /**
     * What was read from a journal, and the journal to go on with.
     *
     * @param events in order
     * @param damage what was wrong with the file, in words for a person
     * @param trustworthy false when more than a torn end was lost: effects may have happened that nobody remembers
     */
    public record Opened(Journal journal, List<RunEvent> events, Optional<String> damage, boolean trustworthy) {}

    /**
     * Makes a new journal. That its name is there after a crash of the machine is up to whoever forces its directory.
     *
     * @param forcing when and where it is forced to the disk
     */
    public static Journal create(Path file, StateKey key, Forcing forcing) {
        try {
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(file));
            writeFully(channel, ByteBuffer.wrap(JournalFile.header()), 0);
            return new Journal(file, channel, key, forcing, 0, JournalFile.HEADER_BYTES);
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be made: " + e, e);
        }
    }

    /** Opens a journal to go on; a bad end is cut off and kept beside it. */
    public static Opened open(Path file, StateKey key, Forcing forcing) {
        try {
            JournalFile.Content content = JournalFile.read(file, key);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ);
            long end = content.goodBytes();
            if (end < channel.size()) {
                Path cut = file.resolveSibling(file.getFileName() + ".cut-" + end);
                try (FileChannel rest = FileChannel.open(
                        cut,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        OwnerOnly.file(cut))) {
                    channel.transferTo(end, channel.size() - end, rest);
                    rest.force(true);
                }
                channel.truncate(end);
            }
            // it may be damaged or missing, or of an older version, which would not know what is appended now
            writeFully(channel, ByteBuffer.wrap(JournalFile.header()), 0);
            end = Math.max(end, JournalFile.HEADER_BYTES);
            channel.force(true);
            Journal journal =
                    new Journal(file, channel, key, forcing, content.events().size(), end);
            return new Opened(
                    journal,
                    content.events(),
                    content.damage().map(damage -> file + ": " + damage),
                    content.damage().isEmpty() || content.torn());
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be read: " + e, e);
        }
    }

    /** The events of a journal that another process may be writing; needs no ownership and changes nothing. */
    public static List<RunEvent> read(Path file, StateKey key) {
        try {
            return Files.exists(file) ? JournalFile.read(file, key).events() : List.of();
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Takes an event behind the others. It survives the process after {@link #write}, and the machine after {@link #durable},
     * which writes by itself.
     */
    public void append(RunEvent event) {
        broken.get().ifPresent(problem -> {
            throw problem;
        });
        appended.writeBytes(JournalFile.record(event, sequence, key).array());
        sequence++;
    }

    /** Writes what was appended; several events together cost little more than one. */
    public void write() {
        if (appended.size() == 0) {
            return;
        }
        try {
            byte[] records = appended.toByteArray();
            appended.reset();
            writeFully(channel, ByteBuffer.wrap(records), written);
            written += records.length;
            synchronized (lock) {
                forced = false;
            }
        } catch (IOException e) {
            JournalException problem = new JournalException("the journal " + file + " cannot be written: " + e, e);
            broken.set(Optional.of(problem));
            throw problem;
        }
    }

    /** Completed when everything appended so far is on the disk, which is asked for at once. */
    public CompletableFuture<Void> durable() {
        return onDisk(true);
    }

    /** The same, but the disk may be asked a moment later, together with what is appended until then. */
    public CompletableFuture<Void> durableSoon() {
        return onDisk(false);
    }

    private CompletableFuture<Void> onDisk(boolean now) {
        write();
        CompletableFuture<Void> future = new CompletableFuture<>();
        synchronized (lock) {
            if (forced && !busy) {
                future.complete(null);
                return future;
            }
            waiting.add(future);
            urgent |= now;
            if (busy || !mayForce()) {
                return future;
            }
            busy = true;
        }
        begin();
        return future;
    }

    /** Whether to force now; if not, that it happens later is arranged for. */
    private boolean mayForce() {
        long left = lastForce + Forcing.BATCH.toNanos() - System.nanoTime();
        if (urgent || left <= 0) {
            return true;
        }
        if (!due) {
            due = forcing.later(left, this::isDue);
            return !due;
        }
        return false;
    }

    private void isDue() {
        synchronized (lock) {
            due = false;
            if (busy || waiting.isEmpty()) {
                return;
            }
            busy = true;
        }
        begin();
    }

    private void begin() {
        if (!forcing.run(this::force)) {
            force();
        }
    }

    private void force() {
        while (true) {
            List<CompletableFuture<Void>> served;
            synchronized (lock) {
                if (waiting.isEmpty() || !mayForce()) {
                    busy = false;
                    return;
                }
                served = waiting;
                waiting = new ArrayList<>();
                forced = true;
                urgent = false;
                lastForce = System.nanoTime();
            }
            try {
                channel.force(false);
                forcing.forced();
                served.forEach(future -> future.complete(null));
            } catch (IOException e) {
                JournalException problem =
                        new JournalException("the journal " + file + " cannot be forced to the disk: " + e, e);
                broken.set(Optional.of(problem));
                served.forEach(future -> future.completeExceptionally(problem));
            }
        }
    }

    @Override
    public void close() {
        try {
            write();
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw new JournalException("the journal " + file + " cannot be closed: " + e, e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
