package io.jenkins.plugins.vela.workflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sixty kills, at other moments each time; {@code mvn test -Dtest=CrashTest -Dcrash.kills=2000} takes its time for more. */
final class CrashTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 60);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void aRunThatIsKilledAgainAndAgainDoesEverythingOnce(TestReporter reporter) throws Exception {
        long seed = System.nanoTime();
        Crashes.Tally tally = new Crashes(directory, seed).kill(KILLS, line -> reporter.publishEntry("crash", line));

        reporter.publishEntry("crash", tally.toString());
        assertThat(tally.kills()).as("seed %d", seed).isGreaterThanOrEqualTo(KILLS);
        assertThat(tally.runs()).as("seed %d", seed).isPositive();
    }
}
