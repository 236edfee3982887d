package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the protobuf form of built-in kinds, which kubectl's {@code create} commands send and which they do not replace by
 * JSON when it is refused. Answers are JSON always: clients accept it.
 *
 * <p>The form does not tell a number that is zero from one that was left out, so zeros are kept; empty texts are dropped.
 */
final class Protobuf {

    static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final String ACCEPTED = "application/json, application/yaml, " + MEDIA_TYPE;

    private record Field(String name, String code) {}

    private final Map<String, Map<Integer, Field>> types = new HashMap<>();

    private Protobuf() {}

    /** Reads the table of field numbers. */
    static Protobuf load() {
        Protobuf protobuf = new Protobuf();
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Protobuf.class.getResourceAsStream("protobuf.txt"), "protobuf.txt"),
                StandardCharsets.UTF_8))) {
            for (String line = table.readLine(); line != null; line = table.readLine()) {
                if (!line.startsWith("#")) {
                    protobuf.add(line.split(" "));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return protobuf;
    }

    private void add(String[] words) {
        Map<Integer, Field> fields = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            int colon = words[i].indexOf(':');
            fields.put(
                    Integer.valueOf(words[i].substring(0, equals)),
                    new Field(words[i].substring(equals + 1, colon), words[i].substring(colon + 1)));
        }
        types.put(words[0], fields);
    }

    /**
     * The object that a request's body holds.
     *
     * @throws ApiFailure with code 415 when it is of a kind that is not known in this form, with code 400 when it is torn
     */
    JsonNode read(byte[] body) {
        if (body.length < MAGIC.length || !java.util.Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw ApiFailure.unsupportedMediaType(ACCEPTED);
        }
        try {
            ByteBuffer envelope = ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length);
            String apiVersion = "";
            String kind = "";
            ByteBuffer raw = ByteBuffer.allocate(0);
            while (envelope.hasRemaining()) {
                int tag = (int) varint(envelope);
                if (tag >>> 3 == 1) {
                    ByteBuffer meta = block(envelope);
                    while (meta.hasRemaining()) {
                        int inner = (int) varint(meta);
                        String text = text(block(meta));
                        apiVersion = inner >>> 3 == 1 ? text : apiVersion;
                        kind = inner >>> 3 == 2 ? text : kind;
                    }
                } else if (tag >>> 3 == 2) {
                    raw = block(envelope);
                } else {
                    skip(envelope, tag & 7);
                }
            }
            String type = type(apiVersion, kind);
            if (!types.containsKey(type)) {
                throw ApiFailure.unsupportedMediaType(ACCEPTED);
            }
            ObjectNode object = Json.object();
            object.put("apiVersion", apiVersion).put("kind", kind);
            message(type, raw, object);
            return object;
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized: it ends too early");
        }
    }

    private static String type(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash).split("\\.", 2)[0];
        String owner = kind.equals("DeleteOptions") ? "meta" : group;
        return owner + "." + apiVersion.substring(slash + 1) + "." + kind;
    }

    private void message(String type, ByteBuffer bytes, ObjectNode into) {
        Map<Integer, Field> fields = types.getOrDefault(type, Map.of());
        while (bytes.hasRemaining()) {
            int tag = (int) varint(bytes);
            Field field = fields.get(tag >>> 3);
            if (field == null) {
                skip(bytes, tag & 7);
            } else if (field.name().equals("~")) {
                message(field.code().substring(1), block(bytes), into);
            } else if (field.code().startsWith("{")) {
                entry(field.code().substring(1), block(bytes), into.withObjectProperty(field.name()));
            } else if (field.code().endsWith("*")) {
                String item = field.code().substring(0, field.code().length() - 1);
                into.withArrayProperty(field.name()).add(value(item, bytes, tag & 7));
            } else {
                JsonNode value = value(field.code(), bytes, tag & 7);
                if (!value.isNull() && !(value.isTextual() && value.asText().isEmpty())) {
                    into.set(field.name(), value);
                }
            }
        }
    }

    private void entry(String code, ByteBuffer bytes, ObjectNode map) {
        String key = "";
        JsonNode value = JsonNodeFactory.instance.textNode("");
        while (bytes.hasRemaining()) {
            int tag = (int) varint(bytes);
            if (tag >>> 3 == 1) {
                key = text(block(bytes));
            } else {
                value = value(code, bytes, tag & 7);
            }
        }
        map.set(key, value);
    }

    private JsonNode value(String code, ByteBuffer bytes, int wire) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (code) {
            case "v" -> nodes.numberNode(varint(bytes));
            case "b" -> nodes.booleanNode(varint(bytes) != 0);
            case "s" -> nodes.textNode(text(block(bytes)));
            case "y" -> nodes.textNode(Base64.getEncoder().encodeToString(array(block(bytes))));
            case "d" -> nodes.numberNode(bytes.order(ByteOrder.LITTLE_ENDIAN).getDouble());
            default -> {
                if (wire != 2) {
                    skip(bytes, wire);
                    yield nodes.nullNode();
                }
                yield named(code.substring(1), block(bytes));
            }
        };
    }

    /** The types whose JSON is not an object of their fields. */
    private JsonNode named(String type, ByteBuffer bytes) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode fields = Json.object();
        switch (type) {
            case "meta.v1.Time", "meta.v1.MicroTime" -> {
                message(type, bytes, fields);
                return fields.isEmpty()
                        ? nodes.nullNode()
                        : nodes.textNode(Instant.ofEpochSecond(
                                        fields.path("seconds").asLong(),
                                        fields.path("nanos").asLong())
                                .toString());
            }
            case "resource.Quantity" -> {
                return first(bytes);
            }
            case "intstr.IntOrString" -> {
                long kind = 0;
                JsonNode number = nodes.numberNode(0L);
                JsonNode text = nodes.textNode("");
                while (bytes.hasRemaining()) {
                    int tag = (int) varint(bytes);
                    switch (tag >>> 3) {
                        case 1 -> kind = varint(bytes);
                        case 2 -> number = nodes.numberNode(varint(bytes));
                        default -> text = nodes.textNode(text(block(bytes)));
                    }
                }
                return kind == 0 ? number : text;
            }
            case "meta.v1.FieldsV1", "runtime.RawExtension" -> {
                String json = first(bytes).asText();
                return json.isEmpty() ? nodes.nullNode() : Json.parse(json);
            }
            default -> {
                message(type, bytes, fields);
                return fields;
            }
        }
    }

    private static JsonNode first(ByteBuffer bytes) {
        String text = "";
        while (bytes.hasRemaining()) {
            int tag = (int) varint(bytes);
            if (tag >>> 3 == 1) {
                text = text(block(bytes));
            } else {
                skip(bytes, tag & 7);
            }
        }
        return JsonNodeFactory.instance.textNode(text);
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    private static ByteBuffer block(ByteBuffer bytes) {
        int length = Math.toIntExact(varint(bytes));
        ByteBuffer block = bytes.slice().limit(length);
        bytes.position(bytes.position() + length);
        return block;
    }

    private static byte[] array(ByteBuffer block) {
        byte[] array = new byte[block.remaining()];
        block.get(array);
        return array;
    }

    private static String text(ByteBuffer block) {
        return new String(array(block), StandardCharsets.UTF_8);
    }

    private static void skip(ByteBuffer bytes, int wire) {
        switch (wire) {
            case 0 -> varint(bytes);
            case 1 -> bytes.position(bytes.position() + 8);
            case 2 -> block(bytes);
            case 5 -> bytes.position(bytes.position() + 4);
            default -> throw new IllegalArgumentException("wire type " + wire);
        }
    }
}
