package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.jenkins.plugins.vela.cue.value.Value;

/** Package {@code encoding/toml}. Dates and times are strings as written. */
final class TomlPackage {
    private static final TomlMapper TOML = TomlMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TomlPackage() {}

    static Members members() {
        return new Members("encoding/toml")
                .function("Marshal", STRING, c -> Results.text(TomlWriter.write(c.data(c.value(0)))), TOP)
                .function("Unmarshal", TOP, TomlPackage::unmarshal, BYTES | STRING);
    }

    private static Value unmarshal(Call call) throws Failure {
        return call.context().of(read(Utf8.valid(call.bytes(0))));
    }

    /** The data in a text. */
    static JsonNode read(String text) throws Failure {
        try {
            JsonNode data = TOML.readTree(text);
            checkNumbers(data);
            return data;
        } catch (JsonProcessingException e) {
            throw Failure.of("invalid TOML: " + e.getOriginalMessage().replaceAll("\\s+", " ") + " (line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ")");
        }
    }

    private static void checkNumbers(JsonNode data) throws Failure {
        if (data.isDouble() && !Double.isFinite(data.doubleValue())) {
            throw Failure.of("invalid TOML: " + data.asText() + " is not a number in CUE");
        }
        for (JsonNode child : data) {
            checkNumbers(child);
        }
    }
}
