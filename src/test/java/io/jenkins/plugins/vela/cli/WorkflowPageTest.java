package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/workflow.md that says how it ends, ends so. */
@Timeout(120)
final class WorkflowPageTest {

    private static final Path PAGE = Path.of("docs/workflow.md");

    @TempDir
    private Path directory;

    static Stream<Arguments> examples() throws IOException {
        return Pattern.compile("<!-- exit (\\d+) -->\n```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> Arguments.of(
                        block.group(2).replaceAll("(?s).*kind: WorkflowRun\nmetadata:\n  name: (\\S+).*", "$1"),
                        Integer.parseInt(block.group(1)),
                        block.group(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void ends_as_the_page_says(String name, int exitCode, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name + ".yaml"), text);

        CommandRun run = CommandRun.of("run", file.toString(), "--embedded");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    }

    @Test
    void what_is_not_in_kubevela_is_refused_for_it() throws IOException {
        for (String field : new String[] {"timeout: 1s", "concurrency:", "retry:", "matrix:", "approvers:"}) {
            String text = examples()
                    .map(example -> (String) example.get()[2])
                    .filter(example -> example.contains(field))
                    .findFirst()
                    .orElseThrow();
            Path file = Files.writeString(directory.resolve("run.yaml"), text);

            assertThat(CommandRun.of("validate", "--target", "kubevela", file.toString())
                            .exitCode())
                    .as(field)
                    .isEqualTo(2);
        }
    }

    @Test
    void there_is_an_example_of_every_field() throws IOException {
        assertThat(examples().count()).isGreaterThanOrEqualTo(9);
    }
}
