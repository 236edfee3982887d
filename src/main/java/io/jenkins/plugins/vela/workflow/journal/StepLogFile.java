package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the steps of a run have logged: a JSON object a line. Beyond {@link #MAX_BYTES} lines are counted and no longer kept.
 * The count of each source's lines tells a later process where to go on. Used on the run's mailbox.
 */
public final class StepLogFile implements AutoCloseable {

    /** How much of a run's logs is kept. */
    static final long MAX_BYTES = 64L << 20;

    /** Lines that are only counted are counted in the file so many at a time. */
    private static final int COUNT_TOGETHER = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One line.
     *
     * @param session the id of the step's session
     * @param key where the line comes from: a cluster, pod and container, an address, or a text of the template
     * @param source the pod as it is shown; may be empty
     */
    public record Line(Instant time, String step, String session, String key, String source, String text) {}

    private final Path file;
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Integer> uncounted = new HashMap<>();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private Optional<FileChannel> channel = Optional.empty();
    private long size;
    private boolean loaded;

    /** A run's file; it is made with the first line. */
    public StepLogFile(Path file) {
        this.file = file;
    }

    /** Most runs of a directory are over and never asked. */
    private void load() {
        if (loaded) {
            return;
        }
        try {
            size = scan(
                    file,
                    0,
                    json -> counts.merge(
                            place(json.path("id").asText(), json.path("key").asText()),
                            json.path("n").asLong(1),
                            Long::sum));
            loaded = true;
        } catch (IOException e) {
            throw new JournalException("the log " + file + " cannot be opened: " + e, e);
        }
    }

    private static String place(String session, String key) {
        return session + " " + key;
    }

    /** How many lines of a source were told in a session. */
    public long count(String session, String key) {
        load();
        return counts.getOrDefault(place(session, key), 0L);
    }

    /** Takes a line; {@link #flush} brings it to the file. */
    public void append(Line line) {
        load();
        String place = place(line.session(), line.key());
        counts.merge(place, 1L, Long::sum);
        ObjectNode json = JSON.createObjectNode();
        json.put("t", line.time().toString()).put("step", line.step());
        json.put("id", line.session()).put("key", line.key());
        if (size < MAX_BYTES) {
            json.put("source", line.source()).put("line", line.text());
        } else {
            int together = uncounted.merge(place, 1, Integer::sum);
            if (together < COUNT_TOGETHER) {
                return;
            }
            uncounted.remove(place);
            json.put("n", together);
        }
        try {
            byte[] bytes = JSON.writeValueAsBytes(json);
            pending.writeBytes(bytes);
            pending.write('\n');
            size += bytes.length + 1;
        } catch (JsonProcessingException e) {
            throw new JournalException("a log line cannot be written as JSON", e);
        }
    }

    /** Writes what was taken; it survives the process from then on. */
    public void flush() {
        if (pending.size() == 0) {
            return;
        }
        try {
            if (channel.isEmpty()) {
                channel = Optional.of(FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file(file)));
                // half a line that a crash left
                channel.get().truncate(size - pending.size());
                channel.get().position(size - pending.size());
            }
            ByteBuffer bytes = ByteBuffer.wrap(pending.toByteArray());
            while (bytes.hasRemaining()) {
                channel.get().write(bytes);
            }
            pending.reset();
        } catch (IOException e) {
            throw new JournalException("the log " + file + " cannot be written: " + e, e);
        }
    }

    /**
     * Tells the lines of a file that another process may be writing.
     *
     * @param from the place up to which lines are known already; 0 for all
     * @return the place behind the last whole line
     */
    public static long read(Path file, long from, Consumer<Line> lines) {
        try {
            return scan(file, from, json -> {
                if (json.has("line")) {
                    lines.accept(new Line(
                            Instant.parse(json.path("t").asText()),
                            json.path("step").asText(),
                            json.path("id").asText(),
                            json.path("key").asText(),
                            json.path("source").asText(),
                            json.path("line").asText()));
                }
            });
        } catch (IOException e) {
            throw new JournalException("the log " + file + " cannot be read: " + e, e);
        }
    }

    /** Reads whole lines, and returns where the last one ends. */
    private static long scan(Path file, long from, Consumer<JsonNode> each) throws IOException {
        if (!Files.exists(file)) {
            return from;
        }
        long good = from;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.skipNBytes(from);
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    continue;
                }
                each.accept(JSON.readTree(line.toByteArray()));
                good += line.size() + 1;
                line.reset();
            }
        } catch (JsonProcessingException | DateTimeException damaged) {
            // logs are no state: what is behind a damaged line is told again
            return good;
        }
        return good;
    }

    @Override
    public void close() {
        try {
            flush();
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            throw new JournalException("the log " + file + " cannot be closed: " + e, e);
        }
    }
}
