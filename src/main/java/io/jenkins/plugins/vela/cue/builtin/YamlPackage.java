package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Package {@code encoding/yaml}. */
final class YamlPackage {
    private YamlPackage() {}

    static Members members() {
        return new Members("encoding/yaml")
                .function("Marshal", STRING, c -> Results.text(YamlWriter.write(c.data(c.value(0)))), TOP)
                .function("MarshalStream", STRING, YamlPackage::marshalStream, TOP)
                .function("Unmarshal", TOP, YamlPackage::unmarshal, BYTES | STRING)
                .function("UnmarshalStream", TOP, YamlPackage::unmarshalStream, BYTES | STRING)
                .schemaFunction("Validate", BOOL, c -> validate(c, false), BYTES | STRING, TOP)
                .schemaFunction("ValidatePartial", BOOL, c -> validate(c, true), BYTES | STRING, TOP);
    }

    private static Value marshalStream(Call call) throws Failure {
        StringBuilder out = new StringBuilder();
        for (Value element : call.list(0)) {
            out.append(out.length() > 0 ? "---\n" : "").append(YamlWriter.write(call.data(element)));
        }
        return Results.text(out.toString());
    }

    /** What a text holds: a null where there is nothing. */
    private static List<JsonNode> documents(Call call) throws Failure {
        List<JsonNode> documents = YamlReader.readAll(Utf8.valid(call.bytes(0)));
        return documents.isEmpty() ? List.of(NullNode.instance) : documents;
    }

    private static Value unmarshal(Call call) throws Failure {
        List<JsonNode> documents = documents(call);
        if (documents.size() > 1) {
            throw Failure.of("expected a single YAML document");
        }
        return call.context().of(documents.get(0));
    }

    private static Value unmarshalStream(Call call) throws Failure {
        List<Value> values = new ArrayList<>();
        for (JsonNode document : documents(call)) {
            values.add(call.context().of(document));
        }
        return Results.list(call, values);
    }

    private static Value validate(Call call, boolean isPartial) throws Failure {
        for (JsonNode document : YamlReader.readAll(Utf8.valid(call.bytes(0)))) {
            JsonPackage.validate(call, document, isPartial);
        }
        return Results.bool(true);
    }
}
