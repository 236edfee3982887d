package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {

    private final AtomicLong time = new AtomicLong();
    private final RequestBudget budget = new RequestBudget(10, 3, time::get);

    @Test
    void aBurstIsSentAtOnceAndTheRestInTurn() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take()).isZero();
        }
        assertThat(budget.take()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(budget.take()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void whatIsNotUsedIsKeptUpToTheBurst() {
        budget.take();
        time.addAndGet(TimeUnit.HOURS.toNanos(1));
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take()).isZero();
        }
        assertThat(budget.take()).isPositive();
    }
}
