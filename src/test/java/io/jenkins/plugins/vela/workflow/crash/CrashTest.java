package io.jenkins.plugins.vela.workflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sixty kills, at other moments each time; {@code mvn test -Dtest=CrashTest -Dcrash.kills=2000} takes its time for more. */
final class CrashTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 60);

    /** How far it has come, for whoever waits for thousands. */
    private static final Path PROGRESS = Path.of("target", "crash.txt");

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void aRunThatIsKilledAgainAndAgainDoesEverythingOnce(TestReporter reporter) throws Exception {
        long seed = System.nanoTime();
        Files.createDirectories(PROGRESS.getParent());
        Files.deleteIfExists(PROGRESS);
        Crashes.Tally tally = new Crashes(directory, seed).kill(KILLS, line -> tell(reporter, line));

        tell(reporter, tally.toString());
        assertThat(tally.kills()).as("seed %d", seed).isGreaterThanOrEqualTo(KILLS);
        assertThat(tally.runs()).as("seed %d", seed).isPositive();
    }

    private static void tell(TestReporter reporter, String line) {
        reporter.publishEntry("crash", line);
        try {
            Files.writeString(PROGRESS, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
