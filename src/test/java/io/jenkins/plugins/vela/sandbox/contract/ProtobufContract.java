package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The protobuf form of built-in kinds, which kubectl's {@code create} commands send. */
interface ProtobufContract {

    String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    ApiUnderTest api();

    @Test
    default void textsAndMapsAreRead() {
        String path = api().configMaps();
        byte[] entry = all(text(1, "k"), text(2, "v"));

        JsonNode object = send(path, "v1", "ConfigMap", all(block(1, text(1, "a")), block(2, entry)))
                .expect(201)
                .body();

        assertThat(object.at("/metadata/name").asText()).isEqualTo("a");
        assertThat(object.path("data")).isEqualTo(Json.parse("{\"k\":\"v\"}"));
    }

    @Test
    default void listsNumbersAndAlternativesAreRead() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        byte[] byName = all(number(1, 1), number(2, 0), text(3, "web"));
        byte[] byNumber = all(number(1, 0), number(2, 8080), text(3, ""));
        byte[] spec = all(
                block(1, all(text(1, "one"), text(2, "TCP"), number(3, 80), block(4, byName))),
                block(1, all(text(1, "two"), text(2, "TCP"), number(3, 81), block(4, byNumber))));

        JsonNode ports = send(path, "v1", "Service", all(block(1, text(1, "a")), block(2, spec)))
                .expect(201)
                .body()
                .at("/spec/ports");

        assertThat(ports).isEqualTo(Json.parse("""
                [{"name":"one","protocol":"TCP","port":80,"targetPort":"web"},
                 {"name":"two","protocol":"TCP","port":81,"targetPort":8080}]"""));
    }

    @Test
    default void aTornObjectIsABadRequest() {
        byte[] torn = {10, 99, 1};

        send(api().configMaps(), "v1", "ConfigMap", torn).expect(400);
    }

    private ApiUnderTest.Answer send(String path, String apiVersion, String kind, byte[] object) {
        byte[] envelope =
                all(new byte[] {'k', '8', 's', 0}, block(1, all(text(1, apiVersion), text(2, kind))), block(2, object));
        return api().send(api().request(path)
                .header("Content-Type", MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(envelope)));
    }

    private static byte[] text(int field, String value) {
        return block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] block(int field, byte[] value) {
        return all(varint(field << 3 | 2), varint(value.length), value);
    }

    private static byte[] number(int field, int value) {
        return all(varint(field << 3), varint(value));
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int left = value;
        while (left > 0x7f) {
            bytes.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        bytes.write(left);
        return bytes.toByteArray();
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
