package io.jenkins.plugins.vela.provider.time;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.StepContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Dates, timestamps, and what time it is. */
class TimeActionsTest {

    private final TimeActions time = new TimeActions();
    private final StepContext step =
            StepContext.with(Clusters.none()).at(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

    @Test
    void nowIsAskedForOnceAndKept() {
        ActionCall now = call("time", "now", "{'layout':''}");
        assertThat(result(time.perform(step, now)).toString())
                .isEqualTo("{\"timestamp\":1767323045,\"date\":\"2026-01-02T03:04:05Z\"}");
        assertThat(time.nature(now)).isEqualTo(Nature.EFFECT_IDEMPOTENT);
    }

    @Test
    void aDateBecomesATimestampAndBack() {
        assertThat(result(time.perform(step, call("time", "timestamp", "{'date':'1970-01-01T00:01:00Z','layout':''}")))
                        .path("timestamp")
                        .asLong())
                .isEqualTo(60);
        assertThat(result(time.perform(step, call("time", "date", "{'timestamp':60,'layout':''}"))))
                .hasToString("{\"date\":\"1970-01-01T00:01:00Z\"}");
    }
}
