package io.jenkins.plugins.vela.workflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few of the many kills of {@code bench/run crash}, at other moments each time. */
final class CrashTest {

    private static final int KILLS = 60;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aRunThatIsKilledAgainAndAgainDoesEverythingOnce() throws Exception {
        long seed = System.nanoTime();
        Crashes.Tally tally = new Crashes(directory, seed).kill(KILLS, line -> {});

        assertThat(tally.kills()).as("seed %d", seed).isGreaterThanOrEqualTo(KILLS);
        assertThat(tally.runs()).as("seed %d", seed).isPositive();
    }
}
