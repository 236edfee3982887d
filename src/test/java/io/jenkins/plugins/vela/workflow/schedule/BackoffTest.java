package io.jenkins.plugins.vela.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.workflow.model.StepRetry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    @Test
    void failuresPauseAlongUpstreamsCurve() {
        assertThat(IntStream.rangeClosed(1, 14)
                        .mapToObj(Backoff.DEFAULT::afterFailure)
                        .map(Duration::toSeconds))
                .containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 3L, 6L, 12L, 25L, 51L, 102L, 204L, 300L);
    }

    @Test
    void pollsPauseAMinuteAtMost() {
        assertThat(IntStream.rangeClosed(9, 12)
                        .mapToObj(Backoff.DEFAULT::afterPoll)
                        .map(Duration::toSeconds))
                .containsExactly(25L, 51L, 60L, 60L);
    }

    @Test
    void aStepsOwnDelayDoublesToItsBound() {
        StepRetry retry = retry(Duration.ofMillis(100), Duration.ofMillis(300));
        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToObj(n -> Backoff.DEFAULT.afterFailure(n, retry))
                        .map(Duration::toMillis))
                .containsExactly(100L, 200L, 300L, 300L);
    }

    private static StepRetry retry(Duration delay, Duration max) {
        return new StepRetry(3, Optional.of(delay), Optional.of(max), Set.of(StepRetry.Cause.ERROR), "");
    }
}
