package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final AtomicLong time = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(time::get);

    private void disturb(int times) {
        for (int i = 0; i < times; i++) {
            breaker.disturbed();
        }
    }

    @Test
    void aFewDisturbancesChangeNothing() {
        disturb(CircuitBreaker.FAILURES - 1);
        assertThat(breaker.refuses()).isEmpty();
        breaker.answered();
        disturb(CircuitBreaker.FAILURES - 1);
        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void afterManyOneRequestIsLetThroughNowAndThen() {
        disturb(CircuitBreaker.FAILURES);
        Duration pause = breaker.refuses().orElseThrow();
        time.addAndGet(pause.toNanos());
        assertThat(breaker.refuses()).as("one to try").isEmpty();
        assertThat(breaker.refuses()).as("only one").isPresent();
        breaker.disturbed();
        Duration longer = breaker.refuses().orElseThrow();
        time.addAndGet(longer.toNanos());
        assertThat(breaker.refuses()).isEmpty();
        breaker.answered();
        assertThat(breaker.refuses()).as("it answers again").isEmpty();
        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void neverForLongerThanFiveSeconds() {
        disturb(CircuitBreaker.FAILURES);
        for (int i = 0; i < 20; i++) {
            Duration pause = breaker.refuses().orElseThrow();
            assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(5));
            time.addAndGet(pause.toNanos());
            assertThat(breaker.refuses()).isEmpty();
            breaker.disturbed();
        }
    }

    @Test
    void aTryThatIsGivenUpIsFollowedByAnother() {
        disturb(CircuitBreaker.FAILURES);
        time.addAndGet(breaker.refuses().orElseThrow().toNanos());
        assertThat(breaker.refuses()).isEmpty();
        breaker.abandoned();
        assertThat(breaker.refuses()).isEmpty();
    }
}
