package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Suspends that name who may let them go on. */
@Timeout(120)
final class ApprovalTest {

    private static final String ASK =
            "{name:'ask',type:'suspend',properties:{message:'Roll out?',approvers:['alice','admins']}}";
    private static final String AFTER = ",{name:'after',type:'print-message-in-status',properties:{message:'m'}}";

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    private Run suspended(String steps) throws InterruptedException {
        Run run = fixture.runByStep(steps);
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        return run;
    }

    private static JsonNode approval(Run run) {
        return run.status().step("ask").map(StepStatus::toJson).orElseThrow().path("approval");
    }

    @Test
    void anApproverLetsTheStepGoOnAndTheStatusKeepsWho() throws InterruptedException {
        Run run = suspended(ASK + AFTER);
        assertThat(EngineFixture.render(run.status())).isEqualTo("suspending ask=suspending/Suspend [Roll out?]");
        assertThat(approval(run).path("approvers").toString()).isEqualTo("[\"alice\",\"admins\"]");
        assertThat(approval(run).has("decision")).isFalse();

        run.approve("ask", Decider.named("alice"), "looks good");
        run.approve("ask", Decider.named("alice"), "looks good");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded ask=succeeded [approved by alice: looks good] after=succeeded [m]");
        assertThat(approval(run).path("decision").asText()).isEqualTo("approved");
        assertThat(approval(run).path("by").asText()).isEqualTo("alice");
        assertThat(approval(run).path("comment").asText()).isEqualTo("looks good");
    }

    @Test
    void aMemberOfAGroupMayApprove() throws InterruptedException {
        Run run = suspended(ASK);

        run.approve("ask", new Decider("carol", Set.of("admins")), "");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded ask=succeeded [approved by carol]");
    }

    @Test
    void nobodyElseMayDecideAndAPlainResumeIsRefused() throws InterruptedException {
        Run run = suspended(ASK);

        assertThatThrownBy(() -> run.approve("ask", Decider.named("mallory"), ""))
                .hasMessage("mallory may not decide about step ask, only alice, admins");
        assertThatThrownBy(() -> run.reject("ask", Decider.named("mallory"), ""))
                .hasMessage("mallory may not decide about step ask, only alice, admins");
        assertThatThrownBy(run::resume).hasMessage("step ask needs an approval by alice or admins");
        assertThatThrownBy(() -> run.resume("ask")).hasMessage("step ask needs an approval by alice or admins");
        assertThat(run.status().finished()).isFalse();
    }

    @Test
    void aRejectedStepFailsAndTheRunIsTerminated() throws InterruptedException {
        Run run = suspended(ASK + AFTER);

        run.reject("ask", Decider.named("alice"), "not on Friday");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("terminated ask=failed/Terminate [rejected by alice: not on Friday] after=skipped/Skip");
        assertThat(approval(run).path("decision").asText()).isEqualTo("rejected");
    }

    @Test
    void aDurationThatRunsOutRejects() throws InterruptedException {
        Run run = fixture.runByStep(
                "{name:'ask',type:'suspend',properties:{duration:'20ms',approvers:['alice']}}" + AFTER);

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("terminated ask=failed/Terminate [nobody approved in time] after=skipped/Skip");
        assertThat(approval(run).path("decision").asText()).isEqualTo("expired");
    }

    @Test
    void withoutApproversAnybodyMayDecideByName() throws InterruptedException {
        Run run = suspended("{name:'ask',type:'suspend'}");

        run.approve("ask", Decider.named("bob"), "");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded ask=succeeded [approved by bob]");
        assertThat(approval(run).path("by").asText()).isEqualTo("bob");
    }

    @Test
    void theUsersHoldOfTheWholeRunDoesNotOpenTheApproval() throws InterruptedException {
        Run run = suspended(ASK);
        run.suspend();

        run.resume();

        assertThat(EngineFixture.render(run.status())).isEqualTo("suspending ask=suspending/Suspend [Roll out?]");
    }

    @Test
    void approversAreKeptOverARecovery(@TempDir Path directory) throws InterruptedException {
        try (EngineFixture first = new EngineFixture().state(directory)) {
            Run run = first.runByStep(ASK);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        }
        try (EngineFixture second = new EngineFixture().state(directory)) {
            Run run = second.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();

            assertThatThrownBy(run::resume).hasMessage("step ask needs an approval by alice or admins");
            run.approve("ask", Decider.named("alice"), "");

            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded ask=succeeded [approved by alice]");
        }
    }
}
