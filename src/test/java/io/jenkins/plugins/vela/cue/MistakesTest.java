package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What an author is told about the usual mistakes. Beside each {@code .cue} file below
 * {@code src/test/resources/cue/mistakes} stands a {@code .txt} file: the messages, a line {@code ----}, and what CUE
 * v0.14.1 says.
 */
final class MistakesTest {
    private static final Path MISTAKES = Path.of("src/test/resources/cue/mistakes");

    @TestFactory
    Stream<DynamicTest> each_mistake_is_told_with_its_place_and_what_was_expected() throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(MISTAKES)) {
            files = entries.filter(file -> file.toString().endsWith(".cue"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(20);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path golden = file.resolveSibling(name.replace(".cue", ".txt"));
        String expected = Files.readString(golden);

        String told = told(new CueSource(name, Files.readString(file)));

        assertThat(told).isEqualTo(expected.substring(0, expected.indexOf("----\n")));
        assertThat(told).contains(name + ":").contains("^");
    }

    private static String told(CueSource source) {
        List<CueError> errors;
        try {
            errors = Cue.compile(source).evaluate().dataErrors();
        } catch (CueException e) {
            errors = e.errors();
        }
        return errors.stream().map(error -> error.explain() + "\n").collect(Collectors.joining());
    }
}
