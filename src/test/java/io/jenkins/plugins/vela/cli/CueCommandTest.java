package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The {@code cue} commands print what those of CUE v0.14.1 print, and end with the same exit codes. */
class CueCommandTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/jenkins/plugins/vela/cli/cue");

    @TempDir
    private Path folder;

    /** {@code commands.txt}: each command, what the reference prints for it, and its exit code. */
    @TestFactory
    Stream<DynamicTest> each_command_does_what_the_reference_does() throws IOException {
        String[] examples =
                Files.readString(FOLDER.resolve("commands.txt")).substring(2).split("(?m)^\\$ ");
        return Stream.of(examples)
                .map(example ->
                        DynamicTest.dynamicTest(example.lines().findFirst().orElse(""), () -> check(example)));
    }

    private static void check(String example) {
        int command = example.indexOf('\n');
        int code = example.lastIndexOf("? ");
        String expected = example.substring(command + 1, code).replace("\\\n", "");
        List<String> arguments = new ArrayList<>(List.of("cue"));
        for (String word : example.substring(0, command).split(" ")) {
            Path file = FOLDER.resolve(word);
            arguments.add(Files.exists(file) ? file.toString() : word);
        }

        Invocation invocation = Invocation.of(arguments.toArray(String[]::new));

        assertThat(invocation.out().replace(FOLDER + "/", ""))
                .as(invocation.err())
                .isEqualTo(expected);
        assertThat(invocation.exitCode())
                .isEqualTo(Integer.parseInt(example.substring(code + 2).strip()));
        if (invocation.exitCode() != 0 && invocation.out().isEmpty()) {
            assertThat(invocation.err())
                    .isNotBlank()
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void toml_is_data_and_a_directory_of_several_packages_is_asked_for_one() throws IOException {
        Files.writeString(folder.resolve("a.cue"), "package one\nb: c: string\na: <5\n");
        Files.writeString(folder.resolve("b.cue"), "package two\nx: 2\n");
        String data = Files.writeString(folder.resolve("d.toml"), "a = 1\n[b]\nc = \"x\"\n")
                .toString();
        String wrong = Files.writeString(folder.resolve("w.toml"), "a = 9\n").toString();

        assertThat(Invocation.of("cue", "export", folder + ":one", data, "--out", "yaml")
                        .out())
                .isEqualTo("a: 1\nb:\n  c: x\n");
        assertThat(Invocation.of("cue", "vet", folder + ":one", wrong).err()).contains("a: invalid value 9");
        assertThat(Invocation.of("cue", "export", folder.toString()).err())
                .contains("holds several packages: one, two; say " + folder + ":one for one of them");
        assertThat(Invocation.of("cue", "export", folder + ":tow").err()).contains("did you mean \"two\"?");
    }

    @Test
    void an_error_shows_every_place_that_took_part() {
        Invocation invocation = Invocation.of(
                "cue",
                "vet",
                FOLDER.resolve("package.cue").toString(),
                FOLDER.resolve("wrong.yaml").toString(),
                "-d",
                "#S");

        assertThat(invocation.err().replace(FOLDER + "/", "")).isEqualTo("""
            wrong.yaml:2:4: y: conflicting values 2 and string (mismatched types int and string)
              y: 2
                 ^
              and package.cue:3:17
              #S: {x: int, y: string}
                              ^
            """);
    }

    @Test
    void fmt_rewrites_files_in_place_and_a_second_time_changes_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.cue"), "a:   1 // one\nbbb: {c:2}\n");

        assertThat(Invocation.of("cue", "fmt", folder.toString()).exitCode()).isZero();

        assertThat(file).hasContent("a: 1 // one\nbbb: {c: 2}\n");
        assertThat(Invocation.of("cue", "fmt", "--check", file.toString()).exitCode())
                .isZero();
    }

    @Test
    void standard_input_is_formatted_to_standard_output() {
        assertThat(Invocation.withInput("a:1", "cue", "fmt", "-").out()).isEqualTo("a: 1\n");
    }

    @Test
    void data_comes_from_standard_input_where_its_form_is_told() {
        Invocation invocation = Invocation.withInput("a: [1, x]\n", "cue", "export", "yaml:", "-");

        assertThat(invocation.out()).isEqualTo("{\n    \"a\": [\n        1,\n        \"x\"\n    ]\n}\n");
    }

    @Test
    void the_files_of_a_package_are_put_together() throws IOException {
        Files.writeString(folder.resolve("a.cue"), "package p\n\na: b + 1\n");
        Files.writeString(folder.resolve("b.cue"), "package p\n\nb: 2\n");
        Files.writeString(folder.resolve("other.cue"), "a: \"not of the package\"\n");

        assertThat(Invocation.of("cue", "export", folder.toString(), "-e", "a").out())
                .isEqualTo("3\n");
    }

    @Test
    void a_result_file_is_not_overwritten_unless_forced() throws IOException {
        Path target = Files.writeString(folder.resolve("out.json"), "precious");
        String[] command = {"cue", "export", FOLDER.resolve("right.json").toString(), "-o", target.toString()};

        assertThat(Invocation.of(command).exitCode()).isEqualTo(1);
        assertThat(target).hasContent("precious");

        String[] forced =
                Stream.concat(Stream.of(command), Stream.of("--force")).toArray(String[]::new);
        assertThat(Invocation.of(forced).exitCode()).isZero();
        assertThat(target).content().contains("\"y\": \"q\"");
    }
}
