package io.jenkins.plugins.vela.workflow.owner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A JSON object on a line. */
final class Message {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 64 << 20;

    private Message() {}

    static ObjectNode read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return object(line.toByteArray());
                }
                line.write(next);
            }
            if (line.size() > MAX_BYTES) {
                throw new IOException("a message is too long");
            }
            buffer.clear();
        }
        throw new IOException("the connection ended within a message");
    }

    private static ObjectNode object(byte[] text) throws IOException {
        JsonNode json = JSON.readTree(text);
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("a message is no JSON object");
    }

    static void write(SocketChannel channel, ObjectNode message) throws IOException {
        byte[] json = JSON.writeValueAsBytes(message);
        ByteBuffer bytes = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n');
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
