package io.jenkins.plugins.vela.cue.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Calls the functions of the standard packages. The examples lie beside this test, a file a package: an expression, and in
 * the next line after {@code =>} its value as JSON, or {@code error} and a part of the message. What they say is what the
 * reference says.
 */
final class StandardPackagesTest {
    private static final List<String> FILES = List.of(
            "strings",
            "strconv",
            "list",
            "math",
            "regexp",
            "net",
            "path",
            "time",
            "uuid",
            "json",
            "yaml",
            "encoding",
            "crypto",
            "text",
            "template",
            "toml",
            "letter",
            "actions",
            "sampled",
            "special",
            "predeclared");

    private static final Map<String, String> PATHS = Stream.of(
                    "strings",
                    "strconv",
                    "list",
                    "math",
                    "math/bits",
                    "regexp",
                    "struct",
                    "time",
                    "net",
                    "path",
                    "uuid",
                    "html",
                    "encoding/json",
                    "encoding/yaml",
                    "encoding/csv",
                    "encoding/toml",
                    "encoding/base64",
                    "encoding/hex",
                    "text/tabwriter",
                    "text/template",
                    "crypto/md5",
                    "crypto/sha1",
                    "crypto/sha256",
                    "crypto/sha512",
                    "crypto/hmac",
                    "crypto/ed25519")
            .collect(Collectors.toMap(path -> path.substring(path.lastIndexOf('/') + 1), Function.identity()));

    private static final Pattern PACKAGE = Pattern.compile("\\b([a-z0-9]+)\\.[A-Za-z]");

    @TestFactory
    Stream<DynamicNode> each_example_gives_what_the_reference_gives() throws IOException {
        List<DynamicNode> tests = new ArrayList<>();
        for (String file : FILES) {
            String[] lines = text(file + ".txt").split("\n");
            for (int i = 0; i + 1 < lines.length; i += 2) {
                String expression = lines[i];
                String expected = lines[i + 1].strip().substring(2).strip();
                tests.add(DynamicTest.dynamicTest(file + ": " + expression, () -> check(expression, expected)));
            }
        }
        return tests.stream();
    }

    private static void check(String expression, String expected) {
        String source = imports(expression) + "x: " + expression;
        if (expected.startsWith("error")) {
            assertThat(messageOf(source)).contains(expected.substring(5).strip());
        } else {
            assertThat(normal(value(source, "x"))).isEqualTo(normal(value("x: " + expected, "x")));
        }
    }

    private static String imports(String expression) {
        Set<String> names = PACKAGE.matcher(expression)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(PATHS::containsKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.stream()
                .map(name -> "import \"" + PATHS.get(name) + "\"\n")
                .collect(Collectors.joining());
    }

    private static JsonNode value(String source, String path) {
        return Cue.compile(CueOptions.defaults(), new CueSource("example", source))
                .evaluate()
                .lookup(path)
                .toJson();
    }

    private static String messageOf(String source) {
        try {
            return "no error, but " + value(source, "x");
        } catch (CueException e) {
            return e.getMessage();
        }
    }

    /** Numbers by value: 1, 1.0 and 1E+0 are the same here. */
    private static String normal(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().signum() == 0
                    ? "0"
                    : node.decimalValue().stripTrailingZeros().toString();
        } else if (node.isArray()) {
            StringBuilder out = new StringBuilder("[");
            node.forEach(element -> out.append(normal(element)).append(','));
            return out.append(']').toString();
        } else if (node.isObject()) {
            return node.properties().stream()
                    .map(field -> field.getKey() + ":" + normal(field.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.toString();
    }

    @Test
    void hostile_arguments_end_in_a_message() {
        assertThat(messageOf("import \"strings\"\nx: strings.Repeat(\"abcdefgh\", 1000000000)"))
                .contains("longer than");
        assertThat(messageOf("import \"list\"\nx: list.Range(0, 1000000000, 1)"))
                .contains("longer than");
        assertThat(messageOf("import \"list\"\nx: list.Repeat([1, 2, 3], 1000000000)"))
                .contains("longer than");
        assertThat(messageOf("import \"math/bits\"\nx: bits.Lsh(1, 100000000)")).contains("too large");
        assertThat(messageOf("import \"math\"\nx: math.Exp(1000000)")).contains("overflow");
        assertThat(messageOf("import \"encoding/yaml\"\nx: yaml.Unmarshal(\"" + bomb() + "\")"))
                .contains("nodes");
        assertThat(messageOf("import \"encoding/json\"\nx: json.Unmarshal(\"" + "[".repeat(100_000) + "\")"))
                .contains("invalid JSON");
    }

    /** Eight levels of ten aliases each. */
    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\\n");
        for (int i = 1; i < 8; i++) {
            String alias = "*a" + (i - 1);
            yaml.append(
                    "a" + i + ": &a" + i + " [" + String.join(",", java.util.Collections.nCopies(10, alias)) + "]\\n");
        }
        return yaml.toString();
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = StandardPackagesTest.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no such file: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
