package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Package {@code encoding/json}. */
final class JsonPackage {
    private JsonPackage() {}

    static Members members() {
        return new Members("encoding/json")
                .function("Valid", BOOL, c -> Results.bool(JsonText.isValid(c.text(0))), BYTES | STRING)
                .function("Compact", STRING, c -> reformat(c, "", "", false), BYTES | STRING)
                .function(
                        "Indent", STRING, c -> reformat(c, c.text(1), c.text(2), true), BYTES | STRING, STRING, STRING)
                .function("HTMLEscape", STRING, c -> Results.text(htmlEscape(c.text(0))), BYTES | STRING)
                .function("Marshal", STRING, c -> Results.text(JsonText.write(c.json(0))), TOP)
                .function("MarshalStream", STRING, JsonPackage::marshalStream, TOP)
                .function("Unmarshal", TOP, c -> c.context().of(JsonText.read(c.bytes(0))), BYTES | STRING)
                .function("UnmarshalStream", TOP, JsonPackage::unmarshalStream, BYTES | STRING)
                .schemaFunction(
                        "Validate", BOOL, c -> validate(c, JsonText.read(c.bytes(0)), false), BYTES | STRING, TOP);
    }

    private static Value reformat(Call call, String prefix, String indent, boolean isIndenting) throws Failure {
        if (!JsonText.isValid(call.text(0))) {
            throw Failure.of("json: invalid JSON");
        }
        return Results.text(JsonText.reformat(call.text(0), prefix, indent, isIndenting));
    }

    private static String htmlEscape(String text) {
        return text.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static Value marshalStream(Call call) throws Failure {
        StringBuilder out = new StringBuilder();
        for (Value element : call.list(0)) {
            out.append(JsonText.write(call.json(element))).append('\n');
        }
        return Results.text(out.toString());
    }

    private static Value unmarshalStream(Call call) throws Failure {
        List<Value> values = new ArrayList<>();
        for (JsonNode node : JsonText.readAll(call.bytes(0))) {
            values.add(call.context().of(node));
        }
        return Results.list(call, values);
    }

    /**
     * Checks data against the second argument.
     *
     * @param isPartial whether the data may lack what the schema requires
     */
    static Value validate(Call call, JsonNode data, boolean isPartial) throws Failure {
        CallContext context = call.context();
        Value both = context.unify(call.value(1), context.of(data));
        Bottom fatal = context.fatal(both);
        if (fatal != null) {
            throw Failure.of(fatal);
        }
        if (!isPartial) {
            // json.Validate is content with types, but not with the lack of a required field
            boolean needsAll = !call.name().startsWith("encoding/json");
            Bottom missing = context.json(both).error();
            if (missing != null && (needsAll || missing.message().contains("required"))) {
                throw Failure.of(missing);
            }
        }
        return Results.bool(true);
    }
}
