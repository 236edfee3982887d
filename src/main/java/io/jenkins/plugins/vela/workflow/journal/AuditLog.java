package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;

/**
 * What was done in whose name: a JSON object a line, appended to and never rewritten, so that it outlives the runs. A record
 * survives the process at once and the machine within a second. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {

    private static final Duration FORCE_AFTER = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final Forcing forcing;
    private boolean due;

    private AuditLog(Path file, FileChannel channel, Forcing forcing) {
        this.file = file;
        this.channel = channel;
        this.forcing = forcing;
    }

    /** Opens the log, which is made when it is missing. */
    static AuditLog open(Path file, Forcing forcing) {
        try {
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OwnerOnly.file(file));
            return new AuditLog(file, channel, forcing);
        } catch (IOException e) {
            throw new JournalException("the audit log " + file + " cannot be opened: " + e, e);
        }
    }

    /** Adds a record. */
    public void append(ObjectNode entry) {
        try {
            byte[] json = JSON.writeValueAsBytes(entry);
            ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n');
            line.flip();
            synchronized (this) {
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                if (!due) {
                    due = forcing.later(FORCE_AFTER.toNanos(), () -> {
                        if (!forcing.run(this::force)) {
                            force();
                        }
                    });
                }
            }
        } catch (JsonProcessingException e) {
            throw new JournalException("an audit record cannot be written as JSON", e);
        } catch (IOException e) {
            throw new JournalException("the audit log " + file + " cannot be written: " + e, e);
        }
    }

    private void force() {
        synchronized (this) {
            due = false;
        }
        try {
            channel.force(false);
        } catch (ClosedChannelException closedMeanwhile) {
            // closing forces what was written
        } catch (IOException e) {
            throw new JournalException("the audit log " + file + " cannot be forced to the disk: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.force(false);
            channel.close();
        } catch (IOException e) {
            throw new JournalException("the audit log " + file + " cannot be closed: " + e, e);
        }
    }
}
