package io.jenkins.plugins.vela.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @TempDir
    private Path folder;

    private static Document only(String text) {
        List<Document> documents = Document.parseAll("f.yaml", text);
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }

    private static String complaint(String text) {
        return catchThrowableOfType(DocumentException.class, () -> Document.parseAll("f.yaml", text))
                .getMessage();
    }

    /** Each row was measured with kubectl's YAML reader (sigs.k8s.io/yaml v1.6.0). */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "yes|true",
                "Yes|true",
                "y|true",
                "on|true",
                "TRUE|true",
                "n|false",
                "off|false",
                "No|false",
                "tRue|\"tRue\"",
                "012|10",
                "0o12|10",
                "-012|-10",
                "08|8",
                "0o8|\"0o8\"",
                "0x1F|31",
                "-0x1F|-31",
                "0b101|5",
                "0b12|\"0b12\"",
                "1_000|1000",
                "_1|\"_1\"",
                "0_1|1",
                "0777_7|4095",
                "1:30|\"1:30\"",
                "~|null",
                "Null|null",
                "1.0|1",
                "1e3|1000",
                "12e03|12000",
                ".5|0.5",
                "5.|5",
                "+1|1",
                "-0|0",
                "1.10|1.1",
                "0.1e-2|0.001",
                "01.5|1.5",
                "1_0.5|10.5",
                "1e400|\"1e400\"",
                "2001-01-01|\"2001-01-01\"",
                "=|\"=\"",
                "!!str 1|\"1\"",
                "!!int \"1\"|1",
                "!!binary aGk=|\"hi\"",
                "'yes'|\"yes\"",
                "0x|\"0x\"",
            },
            delimiter = '|')
    void a_plain_scalar_means_what_kubectl_makes_of_it(String yaml, String json) {
        assertThat(only("a: " + yaml + "\n").value().get("a").toString()).isEqualTo(json);
    }

    @Test
    void integers_keep_all_their_digits() {
        JsonNode value = only("a: 123456789012345678901\nb: 9007199254740993\n").value();
        assertThat(value.toString()).isEqualTo("{\"a\":123456789012345678901,\"b\":9007199254740993}");
    }

    @Test
    void a_number_with_a_monstrous_exponent_costs_nothing() {
        assertThat(only("a: 1e-999999999\nb: 1e999999999\n").value().toString())
                .isEqualTo("{\"a\":0,\"b\":\"1e999999999\"}");
    }

    @Test
    void keys_are_text_as_written() {
        assertThat(only("on: 1\ny: 2\n012: 3\n").value().toString()).isEqualTo("{\"on\":1,\"y\":2,\"012\":3}");
    }

    @Test
    void json_is_read_too() {
        assertThat(only("{\"a\":\t[1, 2.5],\n\t\"b\": \"\\/\\u00e9\\n\", \"c\": null}")
                        .value()
                        .toString())
                .isEqualTo("{\"a\":[1,2.5],\"b\":\"/é\\n\",\"c\":null}");
    }

    @Test
    void several_documents_and_empty_ones_between_them() {
        List<Document> documents = Document.parseAll("f.yaml", "---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\n");
        assertThat(documents)
                .extracting(document -> document.value().toString())
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(documents.get(1).position("/b")).hasToString("f.yaml:6:4");
    }

    @Test
    void every_node_and_every_key_has_a_place() {
        Document document = only("spec:\n  steps:\n    - name: a\n      type: suspend\n    - {name: b}\n");
        FieldPath type = FieldPath.of("spec", "steps").element(0).field("type");
        assertThat(document.position("/spec/steps/0/type")).hasToString("f.yaml:4:13");
        assertThat(document.position(type)).hasToString("f.yaml:4:13");
        assertThat(document.keyPosition(type)).hasToString("f.yaml:4:7");
        assertThat(document.position("/spec/steps/1/name")).hasToString("f.yaml:5:14");
        assertThat(document.position("/spec/steps/7/name")).hasToString("f.yaml:3:5");
        assertThat(document.position("")).hasToString("f.yaml:1:1");
        assertThat(type).hasToString("spec.steps[0].type");
        assertThat(type.pointer()).isEqualTo("/spec/steps/0/type");
        assertThat(FieldPath.of("a/b", "c.d")).hasToString("\"a/b\".\"c.d\"");
        assertThat(FieldPath.of("a/b~").pointer()).isEqualTo("/a~1b~0");
    }

    @Test
    void aliases_and_merge_keys_work_and_own_fields_win() {
        Document document = only("b: &b {x: 1, w: 2}\nd: &d {x: 3, z: 4}\nc:\n  <<: [*b, *d]\n  w: 9\nl: [*b]\n");
        assertThat(document.value().get("c").toString()).isEqualTo("{\"w\":9,\"x\":1,\"z\":4}");
        assertThat(document.value().get("l").toString()).isEqualTo("[{\"x\":1,\"w\":2}]");
        assertThat(document.position("/c/z")).hasToString("f.yaml:2:17");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\nb: {c: 1, c: 2}|f.yaml:2:11: b.c: duplicate field, first given at line 2",
                "a: .inf|f.yaml:1:4: a: .inf has no JSON form, quote it if it is a text",
                "a: *nope|f.yaml:1:4: a: alias *nope refers to no finished anchor &nope before it",
                "a: &x [*x]|f.yaml:1:8: a[0]: alias *x refers to no finished anchor &x before it",
                "a: !java.lang.String x|f.yaml:1:4: a: unknown tag !java.lang.String",
                "a: !!int abc|f.yaml:1:4: a: the value does not fit its tag tag:yaml.org,2002:int",
                "[a]: 1|f.yaml:1:1: a field's name must be a plain text",
                "a: 1\\n<<: 3|f.yaml:2:1: <<: only mappings can be merged",
            })
    void what_is_wrong_is_said_in_one_line_with_its_place(String yaml, String message) {
        assertThat(complaint(yaml.replace("\\n", "\n"))).isEqualTo(message.replace("<<:", "\"<<\":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b: c", "a: [1, 2", "a: 'x", "a:\n\t- b", "a: 1\n b: 2", "\"a\u0000\""})
    void text_that_is_no_yaml_gives_a_place_and_one_line(String yaml) {
        assertThat(complaint(yaml)).matches("f\\.yaml:\\d+:\\d+: not valid YAML: [^\n]+");
    }

    @Test
    void a_document_of_another_yaml_is_refused() {
        assertThat(complaint("%YAML 3.0\n---\na: 1"))
                .isEqualTo("f.yaml: not valid YAML: unknown version in its %YAML line");
        assertThat(only("%YAML 1.1\n---\na: 1\n").value().toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void an_alias_bomb_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", List.of(before, before, before, before, before, before)))
                    .append("]\n");
        }
        assertThat(complaint(bomb.toString()))
                .isEqualTo("f.yaml:8:10: a7[0]: more than 1000000 values (aliases expanded)");
    }

    @Test
    void a_merge_bomb_is_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: [1,2,3,4,5,6,7,8,9]}\n");
        for (int i = 1; i < 40; i++) {
            bomb.append(String.format("a%d: &a%d {<<: *a%d, l%d: *a%d, m%d: *a%d}%n", i, i, i - 1, i, i - 1, i, i - 1));
        }
        assertThat(complaint(bomb.toString())).contains("more than 1000000 values (aliases expanded)");
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(complaint("a: " + "[".repeat(1000) + "]".repeat(1000))).contains("nested deeper than 200 levels");
    }

    @Test
    void a_50_megabyte_file_is_refused_before_it_is_read() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(50L << 20);
        }
        assertThatThrownBy(() -> DocumentFile.read("huge.yaml", file, DocumentLimits.DEFAULT))
                .hasMessage("huge.yaml: too large: 50 MiB, the limit is 8 MiB");
    }

    @Test
    void limits_can_be_set() {
        DocumentLimits tight = new DocumentLimits(100, 3, 1);
        assertThatThrownBy(() -> Document.parseAll("f", "a".repeat(101), tight))
                .hasMessage("f: too large: 101 bytes, the limit is 100 bytes");
        assertThatThrownBy(() -> Document.parseAll("f", "[1, 2, 3]", tight))
                .hasMessage("f:1:8: [2]: more than 3 values (aliases expanded)");
        assertThatThrownBy(() -> Document.parseAll("f", "[[[]]]", tight))
                .hasMessage("f:1:3: [0][0]: nested deeper than 1 levels");
    }

    @Test
    void missing_files_directories_and_other_encodings_are_named() throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThatThrownBy(() -> DocumentFile.read("x.yaml", folder.resolve("x.yaml"), DocumentLimits.DEFAULT))
                .hasMessage("x.yaml: no such file");
        assertThatThrownBy(() -> DocumentFile.read("d", folder, DocumentLimits.DEFAULT))
                .hasMessage("d: is a directory, expected a file");
        assertThatThrownBy(() -> DocumentFile.read("latin.yaml", latin, DocumentLimits.DEFAULT))
                .hasMessage("latin.yaml: is not UTF-8 text");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_text() throws IOException {
        Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFa: 1\n");
        Document document =
                DocumentFile.read("bom.yaml", file, DocumentLimits.DEFAULT).get(0);
        assertThat(document.value().toString()).isEqualTo("{\"a\":1}");
        assertThat(document.position("/a")).hasToString("bom.yaml:1:4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec:\n  t: |\n    a: 1\n\n    b: {\n      c: 2\n    }\n",
                "spec:\n  t: |+2\n    a: 1\n      b: 2\n\n\n",
                "spec: {t: 'a: 1'}\n",
                "spec:\n  t: \"x: y\"\n",
                "{\"spec\": {\"t\": \"x\"}}",
                "spec:\n  t: &x |-\n\n\n    late\n",
            })
    void embedded_text_can_be_had_in_its_place(String yaml) {
        Document document = only(yaml);
        String value = document.value().at("/spec/t").textValue();
        String padded = document.textInPlace(FieldPath.of("spec", "t")).orElseThrow();
        String[] lines = yaml.split("\n", -1);
        String[] inPlace = padded.split("\n", -1);
        for (int i = 0; i < inPlace.length; i++) {
            String text = inPlace[i].stripLeading();
            int column = inPlace[i].length() - text.length();
            assertThat(lines[i].startsWith(text, column)).as(inPlace[i]).isTrue();
        }
        assertThat(padded.lines().map(String::strip).filter(line -> !line.isEmpty()))
                .containsExactlyElementsOf(value.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec: {t: \"a\\nb\"}", "spec:\n  t: >\n    a\n    b\n", "spec: {t: 1}", "spec: {u: a}"})
    void text_that_stands_otherwise_in_the_source_has_no_place(String yaml) {
        assertThat(only(yaml).textInPlace(FieldPath.of("spec", "t"))).isEmpty();
    }
}
