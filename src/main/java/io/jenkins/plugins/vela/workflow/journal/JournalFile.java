package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The journal's bytes. A file begins with {@code VELAJ} and a version byte. A record is: length of the body (4 bytes), CRC-32C
 * of sequence number and body (4 bytes), body. The body is a flag byte (0 clear, 1 encrypted) and an event as JSON. The
 * sequence number is not stored: it is the record's place, so that a record in a wrong place has a wrong checksum.
 */
final class JournalFile {

    /** 1: the first; 2: a restart may bring definitions. */
    static final byte VERSION = 2;

    static final int HEADER_BYTES = 6;
    static final int FRAME_BYTES = 8;

    private static final byte[] MAGIC = "VELAJ".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_BODY_BYTES = 64 << 20;
    /** How much is looked through for good records behind a bad one. */
    private static final long SCAN_BYTES = 256L << 20;

    private static final byte CLEAR = 0;
    private static final byte ENCRYPTED = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JournalFile() {}

    static byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(VERSION).array();
    }

    static ByteBuffer record(RunEvent event, long sequence, StateKey key) {
        try {
            byte[] json = JSON.writeValueAsBytes(EventCodec.encode(event));
            boolean confidential = EventCodec.isConfidential(event);
            byte[] content = confidential ? key.encrypt(json, place(sequence)) : json;
            ByteBuffer record = ByteBuffer.allocate(FRAME_BYTES + 1 + content.length);
            record.position(FRAME_BYTES);
            record.put(confidential ? ENCRYPTED : CLEAR).put(content);
            record.putInt(0, 1 + content.length).putInt(4, checksum(sequence, record.array(), FRAME_BYTES));
            return record.flip();
        } catch (JsonProcessingException e) {
            throw new JournalException("an event cannot be written as JSON", e);
        }
    }

    /**
     * What a journal says.
     *
     * @param events everything up to the first bad record
     * @param goodBytes where the good part ends
     * @param damage why the rest was not taken; empty when the file ends well
     * @param torn whether the damage is only the last record, which a crash leaves behind
     */
    record Content(List<RunEvent> events, long goodBytes, Optional<String> damage, boolean torn) {}

    /**
     * Reads a journal up to its first bad record.
     *
     * @throws JournalException when the file is no journal, is of a newer version, or was written with another key
     */
    static Content read(Path file, StateKey key) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < HEADER_BYTES) {
            return new Content(List.of(), 0, Optional.of("the file is shorter than its header"), true);
        }
        boolean headed = Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length) && bytes[MAGIC.length] > 0;
        if (!headed && !recordAt(bytes, HEADER_BYTES, 0)) {
            throw new JournalException(file + " is no journal");
        }
        if (headed && bytes[MAGIC.length] > VERSION) {
            throw new JournalException(file + " was written by a newer version (format " + bytes[MAGIC.length]
                    + ", this one knows " + VERSION + "): use that version to go on");
        }
        List<RunEvent> events = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int at = HEADER_BYTES;
        while (at < bytes.length) {
            if (bytes.length - at < FRAME_BYTES) {
                return damaged(events, at, bytes, "its frame is cut short");
            }
            int length = buffer.getInt(at);
            if (length < 1 || length > MAX_BODY_BYTES) {
                return damaged(events, at, bytes, "its length " + length + " is impossible");
            }
            if (bytes.length - at - FRAME_BYTES < length) {
                return damaged(events, at, bytes, "it is cut short");
            }
            byte[] body = new byte[length];
            buffer.get(at + FRAME_BYTES, body);
            if (buffer.getInt(at + 4) != checksum(events.size(), body, 0)) {
                return damaged(events, at, bytes, "its checksum is wrong");
            }
            events.add(event(file, body, events.size(), key));
            at += FRAME_BYTES + length;
        }
        return new Content(
                events,
                at,
                headed ? Optional.empty() : Optional.of("its header is damaged, its records are not"),
                false);
    }

    private static RunEvent event(Path file, byte[] body, long sequence, StateKey key) throws IOException {
        byte[] content = Arrays.copyOfRange(body, 1, body.length);
        try {
            byte[] json = body[0] == ENCRYPTED ? key.decrypt(content, place(sequence)) : content;
            JsonNode tree = JSON.readTree(json);
            return EventCodec.decode(tree);
        } catch (GeneralSecurityException e) {
            throw new JournalException(
                    "record " + sequence + " of " + file + " was written with another key: the key file beside the runs"
                            + " does not belong to them",
                    e);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new JournalException(
                    "record " + sequence + " of " + file + " is well kept but not understood: "
                            + e.getClass().getSimpleName() + ". Was it written by a newer version?",
                    e);
        }
    }

    private static Content damaged(List<RunEvent> events, int at, byte[] bytes, String why) {
        return new Content(
                events,
                at,
                Optional.of("record " + events.size() + " is damaged: " + why),
                !recordFollows(bytes, at + 1, events.size() + 1L));
    }

    /**
     * Whether the record with this sequence number stands anywhere further on. A crash leaves a bad end and nothing behind
     * it; good records behind a bad one mean that the file was damaged otherwise.
     */
    private static boolean recordFollows(byte[] bytes, int from, long sequence) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long budget = SCAN_BYTES;
        for (int at = from; at + FRAME_BYTES < bytes.length && budget > 0; at++) {
            int length = buffer.getInt(at);
            if (length >= 1 && length <= bytes.length - at - FRAME_BYTES) {
                budget -= length;
                if (recordAt(bytes, at, sequence)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean recordAt(byte[] bytes, int at, long sequence) {
        if (bytes.length - at < FRAME_BYTES) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.getInt(at);
        if (length < 1 || length > bytes.length - at - FRAME_BYTES) {
            return false;
        }
        byte[] body = Arrays.copyOfRange(bytes, at + FRAME_BYTES, at + FRAME_BYTES + length);
        return buffer.getInt(at + 4) == checksum(sequence, body, 0);
    }

    private static byte[] place(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    private static int checksum(long sequence, byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(place(sequence));
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
