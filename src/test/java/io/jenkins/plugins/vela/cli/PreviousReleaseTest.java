package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state directory of a run that the previous release took to its suspend: {@code previous-release} in the resources. With
 * a release whose journals are of another format it is made anew, by that release; the old one stays as it is.
 */
class PreviousReleaseTest {

    @TempDir
    private Path folder;

    private Path state;

    @BeforeEach
    void copyTheStateDirectory() throws IOException, URISyntaxException {
        state = folder.resolve("state");
        Path original = Path.of(
                PreviousReleaseTest.class.getResource("previous-release/state").toURI());
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, state.resolve(original.relativize(file).toString()));
            }
        }
    }

    @Test
    void its_runs_are_shown_and_go_on() {
        Invocation status = Invocation.of("status", "--state", state.toString());
        assertThat(status.out()).containsPattern("hold +suspend +suspending").contains("look first");

        Invocation resumed = Invocation.of("resume", "--state", state.toString(), "-o", "json", "--timeout", "60s");
        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isEqualTo(0);
        assertThat(resumed.out()).contains("\"message\" : \"green\"").contains("\"phase\" : \"skipped\"");
        assertThat(resumed.err()).isEqualTo("Successfully resume workflow: previous\n");
    }

    @Test
    void a_journal_of_a_newer_release_is_refused_and_left_alone() throws IOException {
        Path journal = state.resolve("default").resolve("previous").resolve("journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes["VELAJ".length()] = Byte.MAX_VALUE;
        Files.write(journal, bytes);

        for (String command : List.of("status", "continue", "resume", "list")) {
            Invocation refused = Invocation.of(command, "--state", state.toString());
            assertThat(refused.exitCode()).as(command).isEqualTo(2);
            assertThat(refused.err()).as(command).contains("newer version").contains(journal.toString());
        }
        assertThat(Files.readAllBytes(journal)).isEqualTo(bytes);
    }
}
