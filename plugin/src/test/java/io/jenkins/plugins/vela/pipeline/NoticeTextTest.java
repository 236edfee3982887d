package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.StepRef;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
    private static final String RUN = "default/deploy";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final StepRef BUILD = new StepRef("build", "build-push-image", Optional.empty());
    private static final StepRef SHANGHAI = new StepRef("shanghai", "apply-object", Optional.of("preload"));

    @Test
    void theRunsPhaseIsToldWithItsReason() {
        assertThat(NoticeText.of(new RunNotice.RunPhaseChanged(RUN, NOW, RunPhase.EXECUTING, "")))
                .contains("workflow executing");
        assertThat(NoticeText.of(new RunNotice.RunPhaseChanged(RUN, NOW, RunPhase.FAILED, "step build failed")))
                .contains("workflow failed: step build failed");
    }

    @Test
    void aStepStandsInBracketsWithItsGroup() {
        assertThat(NoticeText.of(new RunNotice.StepStarted(RUN, NOW, BUILD, 1)))
                .contains("[build] started (build-push-image)");
        assertThat(NoticeText.of(new RunNotice.StepStarted(RUN, NOW, SHANGHAI, 2)))
                .contains("[preload/shanghai] started (apply-object, attempt 2)");
    }

    @Test
    void aStepsEndSaysWhy() {
        assertThat(phase(StepPhase.SUCCEEDED, StepReason.NONE, "")).contains("[build] succeeded");
        assertThat(phase(StepPhase.FAILED, StepReason.TIMEOUT, "took too long"))
                .contains("[build] failed (Timeout): took too long");
        assertThat(phase(StepPhase.SKIPPED, StepReason.SKIP, "")).contains("[build] skipped (Skip)");
    }

    @Test
    void whatIsToldByAnotherNoticeIsNotToldTwice() {
        assertThat(phase(StepPhase.RUNNING, StepReason.NONE, "")).isEmpty();
        assertThat(phase(StepPhase.SUSPENDING, StepReason.SUSPEND, "by hand")).isEmpty();
        assertThat(phase(StepPhase.RUNNING, StepReason.WAIT, "pod is pending")).contains("[build] pod is pending");
    }

    @Test
    void logLinesNameTheirSource() {
        assertThat(NoticeText.of(new RunNotice.StepLog(RUN, NOW, BUILD, "kaniko/main", "INFO pushed")))
                .contains("[build] kaniko/main | INFO pushed");
        assertThat(NoticeText.of(new RunNotice.StepLog(RUN, NOW, BUILD, "", "pushed")))
                .contains("[build] | pushed");
    }

    @Test
    void retriesSuspendsEffectsAndWarningsAreSentences() {
        assertThat(NoticeText.of(new RunNotice.StepRetrying(RUN, NOW, BUILD, "no route", 1, Duration.ofMillis(250))))
                .contains("[build] failed once, again in 250 ms: no route");
        assertThat(NoticeText.of(new RunNotice.StepRetrying(RUN, NOW, BUILD, "no route", 3, Duration.ofSeconds(8))))
                .contains("[build] failed 3 times, again in 8 s: no route");
        assertThat(NoticeText.of(new RunNotice.StepSuspended(RUN, NOW, BUILD, "look first", Optional.of(NOW))))
                .contains("[build] suspended until 2026-01-02T03:04:05Z: look first");
        assertThat(NoticeText.of(new RunNotice.StepEffect(RUN, NOW, BUILD, "kube.apply", "apply Pod default/kaniko")))
                .contains("[build] apply Pod default/kaniko");
        assertThat(NoticeText.of(new RunNotice.StepWarning(RUN, NOW, BUILD, "may have been sent")))
                .contains("[build] WARNING: may have been sent");
    }

    private static Optional<String> phase(StepPhase phase, StepReason reason, String message) {
        return NoticeText.of(new RunNotice.StepPhaseChanged(RUN, NOW, BUILD, phase, reason, message));
    }
}
