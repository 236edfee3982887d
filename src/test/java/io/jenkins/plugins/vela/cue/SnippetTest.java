package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Evaluates every {@code .cue} file below {@code src/test/resources/cue/snippets}. Beside it stands either a {@code .json}
 * file with what it exports (member order counts), or an {@code .err} file with the message. To add a test, drop a pair
 * of files there.
 */
final class SnippetTest {

    private static final Path SNIPPETS = Path.of("src/test/resources/cue/snippets");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @TestFactory
    Stream<DynamicTest> snippets() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(SNIPPETS)) {
            files = walk.filter(file -> file.toString().endsWith(".cue"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(SNIPPETS.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String base = file.toString().substring(0, file.toString().length() - ".cue".length());
        Path json = Path.of(base + ".json");
        Path error = Path.of(base + ".err");
        assertThat(Files.exists(json) != Files.exists(error))
                .as("either %s or %s beside it", json, error)
                .isTrue();
        CueSource source = new CueSource(file.getFileName().toString(), Files.readString(file));
        if (Files.exists(json)) {
            JsonNode found =
                    Cue.compile(CueOptions.defaults(), source).evaluate().toJson();
            JsonNode expected = JSON.readTree(Files.readString(json));
            assertThat(JSON.writeValueAsString(found)).isEqualTo(JSON.writeValueAsString(expected));
        } else {
            assertThat(message(source)).isEqualTo(Files.readString(error).stripTrailing());
        }
    }

    private static String message(CueSource source) {
        try {
            return "no error, but "
                    + Cue.compile(CueOptions.defaults(), source).evaluate().toJson();
        } catch (CueException e) {
            return e.getMessage();
        }
    }
}
