package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Journals cut at every record, and what a new process makes of them. */
@Timeout(300)
final class RecoveryTest {

    private static final String STEPS = "{name:'first',type:'post',properties:{name:'one'},"
            + "outputs:[{name:'n',valueFrom:'post.$returns.value'},{name:'all',valueFrom:'[\"x\",\"y\",\"z\"]'}]},"
            + "{name:'fan',type:'put',properties:{value:1},matrix:{values:{name:{from:'all'}},waves:[1,2]}},"
            + "{name:'in',type:'step-group',subSteps:["
            + "{name:'sub',type:'put',properties:{value:2},matrix:{values:{name:{from:'[\"p\",\"q\"]'}},waves:1}}]},"
            + "{name:'group',type:'step-group',subSteps:["
            + "{name:'left',type:'twice',properties:{name:'left'}},"
            + "{name:'right',type:'put',properties:{name:'right'},inputs:[{from:'n',parameterKey:'value'}]}]},"
            + "{name:'hold',type:'suspend'},"
            + "{name:'flaky',type:'flaky',retry:{limit:3,delay:'1ms'}},"
            + "{name:'no',type:'step-group',if:'false',subSteps:[{name:'p',type:'flaky'},{name:'q',type:'flaky'}]},"
            + "{name:'never',type:'post',properties:{name:'never'},if:'status.first.failed'},"
            + "{name:'last',type:'post',properties:{name:'last'},if:'always'}";

    @TempDir
    Path directory;

    @Test
    void aRunGoesOnFromEveryRecordToTheSameEnd() throws Exception {
        Path whole = directory.resolve("whole");
        String end;
        try (EngineFixture fixture = fixture(whole)) {
            end = phases(play(fixture.runByStep(STEPS)));
        }
        assertThat(end).startsWith("succeeded");
        byte[] journal = Files.readAllBytes(journal(whole));
        List<Integer> ends = boundaries(journal);
        assertThat(ends).hasSizeGreaterThan(25);

        int uncertain = 0;
        for (int cut = 1; cut < ends.size(); cut++) {
            Path copy = copy(whole, "cut" + cut, Arrays.copyOf(journal, ends.get(cut)));
            try (EngineFixture fixture = fixture(copy).confirmed()) {
                fixture.engine().recover();
                RunStatus status = play(fixture.engine().run("default/r").orElseThrow());
                if (status.phase() == RunPhase.FAILED) {
                    // cut between the intent of a POST and its result: reported, not repeated
                    uncertain++;
                    assertThat(EngineFixture.render(status)).as("cut %d", cut).contains("may have happened");
                    assertThat(fixture.actions.performed).as("cut %d", cut).doesNotContain(post(status));
                } else {
                    assertThat(phases(status)).as("cut %d", cut).isEqualTo(end);
                }
                assertThat(fixture.actions.performed).as("cut %d", cut).doesNotHaveDuplicates();
            }
        }
        assertThat(uncertain).as("POSTs that were cut in two").isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            fixture.actions.gate.shut();
            Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}},{name:'b',type:'slow'}");
            await().until(() -> fixture.actions.gate.waiting() == 1);
            assertThat(run.finished().toCompletableFuture()).isNotDone();
        }
        try (EngineFixture fixture = fixture(state)) {
            List<Run> goingOn = fixture.engine().recover();
            assertThat(goingOn).hasSize(1);
            assertThat(phases(EngineFixture.end(goingOn.get(0)))).isEqualTo("succeeded a b");
            assertThat(fixture.actions.performed).containsExactly("slow b");
        }
    }

    @Test
    void aPostInFlightIsRepeatedWhereItsTemplateSaysThatItMay() throws Exception {
        Path state = directory.resolve("repeatable");
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        String template = "import \"vela/test\"\npost: test.#Post & {$params: name: \"one\"} @repeatable()";
        try (EngineFixture fixture = fixture(state).type("harmless", template)) {
            fixture.actions.beforeEffect = () -> {
                inFlight.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the process dies here", e);
                }
            };
            Run run = fixture.runByStep("{name:'a',type:'harmless'}");
            inFlight.await();
            assertThat(run.status().finished()).isFalse();
        }
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
            assertThat(fixture.actions.performed).containsExactly("post one");
        }
    }

    @Test
    void aPostInFlightIsReportedAndNotRepeated() throws Exception {
        Path state = directory.resolve("state");
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (EngineFixture fixture = fixture(state)) {
            fixture.actions.beforeEffect = () -> {
                inFlight.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("the process dies here", e);
                }
            };
            Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}}");
            inFlight.await();
            assertThat(run.status().finished()).isFalse();
        }
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .startsWith("failed a=failed/FailedAfterRetries")
                    .contains("may have happened");
            assertThat(fixture.actions.performed).isEmpty();
        }
    }

    @Test
    void aSuspendedRunIsStillSuspendedAfterARecovery() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.runByStep("{name:'hold',type:'suspend',properties:{message:'m'}}");
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        }
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            assertThat(EngineFixture.render(run.status())).isEqualTo("suspending hold=suspending/Suspend [m]");
            run.resume();
            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        }
    }

    @Test
    void aTerminationThatWasCutShortIsCarriedOut() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.runByStep(
                    "{name:'hold',type:'suspend'},"
                            + "{name:'a',type:'post',properties:{name:'one'}},{name:'b',type:'post',properties:{name:'two'},if:'always'}");
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            run.terminate();
            EngineFixture.end(run);
        }
        byte[] journal = Files.readAllBytes(journal(state));
        List<Integer> ends = boundaries(journal);
        for (int cut = 4; cut < ends.size(); cut++) {
            Path copy = copy(state, "cut" + cut, Arrays.copyOf(journal, ends.get(cut)));
            try (EngineFixture fixture = fixture(copy).confirmed()) {
                fixture.engine().recover();
                RunStatus status = fixture.engine()
                        .run("default/r")
                        .orElseThrow()
                        .await(EngineFixture.PATIENCE)
                        .orElseThrow();
                assertThat(phases(status)).as("cut %d", cut).startsWith("terminated hold=failed a=skipped b");
            }
        }
    }

    @Test
    void aFinishedRunIsKnownAndDoesNotRunAgain() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            EngineFixture.end(fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}}"));
        }
        assertThat(RecordedRun.read(state))
                .extracting(run -> run.id() + " " + run.status().phase())
                .containsExactly("default/r succeeded");
        try (EngineFixture fixture = fixture(state)) {
            assertThat(fixture.engine().recover()).isEmpty();
            Run run = fixture.engine().run("default/r").orElseThrow();
            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
            assertThat(fixture.actions.performed).isEmpty();
            assertThatThrownBy(() -> fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}}"))
                    .isInstanceOf(RunRefusedException.class)
                    .hasMessageContaining("exists already");
        }
    }

    @Test
    void aFinishedRunCanBeRestartedByALaterProcess() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            EngineFixture.end(fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}}"));
        }
        try (EngineFixture fixture = fixture(state)) {
            fixture.engine().recover();
            Run run = fixture.engine().run("default/r").orElseThrow();
            EngineFixture.end(run);
            run.restart();
            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
            assertThat(fixture.actions.performed).containsExactly("post one");
        }
        assertThat(RecordedRun.read(state).get(0).status().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }

    @Test
    void aJournalDamagedInItsMiddleHoldsTheRun() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            fixture.actions.gate.shut();
            fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}},{name:'b',type:'slow'}");
            await().until(() -> fixture.actions.gate.waiting() == 1);
        }
        byte[] journal = Files.readAllBytes(journal(state));
        journal[boundaries(journal).get(2) + 20] ^= 1;
        Files.write(journal(state), journal);
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();

            assertThat(run.status().suspended()).isTrue();
            assertThat(run.status().message()).contains("damaged");
            assertThat(fixture.actions.performed).isEmpty();
        }
    }

    @Test
    void aCopiedStateDirectoryIsHeldUntilSomebodyConfirms() throws Exception {
        Path state = heldUp();
        Path copy = directory.resolve("copy");
        copyAll(state, copy);
        try (EngineFixture fixture = fixture(copy)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            assertThat(run.status().suspended()).isTrue();
            assertThat(run.status().message())
                    .contains("copy")
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(run.doubt())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("the state directory is a copy"));
            assertThat(fixture.actions.performed).isEmpty();
        }
        // also later, when the copy is nothing new any more
        try (EngineFixture fixture = fixture(copy)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            assertThat(fixture.actions.performed).isEmpty();
        }
        try (EngineFixture fixture = fixture(copy).confirmed()) {
            assertThat(phases(EngineFixture.end(fixture.engine().recover().get(0))))
                    .isEqualTo("succeeded a b");
        }
    }

    @Test
    void aStateDirectoryThatWasMovedIsNoCopy() throws Exception {
        Path state = heldUp();
        Path moved = Files.move(state, directory.resolve("moved"));
        try (EngineFixture fixture = fixture(moved)) {
            assertThat(phases(EngineFixture.end(fixture.engine().recover().get(0))))
                    .isEqualTo("succeeded a b");
        }
    }

    @Test
    void aRunThatNobodyHadForLongIsHeldUntilItIsResumed() throws Exception {
        Path state = heldUp();
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        try (EngineFixture fixture = fixture(state).clock(later)) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            assertThat(run.status().message()).contains("25 hours");
            run.resume();
            assertThat(phases(EngineFixture.end(run))).isEqualTo("succeeded a b");
        }
    }

    /** A state directory whose run was on its way to its second step when its process ended. */
    private Path heldUp() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            fixture.actions.gate.shut();
            fixture.runByStep("{name:'a',type:'post',properties:{name:'one'}},{name:'b',type:'slow'}");
            await().until(() -> fixture.actions.gate.waiting() == 1);
        }
        return state;
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void everyEffectHasAnAuditRecordThatOutlivesTheRun() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            EngineFixture.end(fixture.runByStep("{name:'a',type:'twice',properties:{name:'x'}}"));
        }
        List<String> effects = new ArrayList<>();
        for (String line : Files.readAllLines(state.resolve("audit.jsonl"))) {
            JsonNode entry = EngineFixture.json(line);
            effects.add(
                    entry.path("path").asText() + " " + entry.path("outcome").asText());
            assertThat(entry.path("run").asText()).isEqualTo("default/r");
            assertThat(entry.path("step").asText()).isEqualTo("a");
            assertThat(entry.path("user").asText()).isEqualTo(System.getProperty("user.name"));
            assertThat(entry.path("sent").asText()).matches("[0-9a-f]{32,}");
            assertThat(entry.path("object").asText()).isNotEmpty();
        }
        assertThat(effects).containsExactly("a sent", "a done", "b sent", "b done", "c sent", "c done");
    }

    @Test
    void anotherProcessAsksTheOwnerAndNobodyWhenThereIsNone() throws Exception {
        Path state = directory.resolve("state");
        try (EngineFixture fixture = fixture(state)) {
            Run run = fixture.runByStep("{name:'hold',type:'suspend'},{name:'a',type:'post',properties:{name:'one'}}");
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            RunElsewhere elsewhere = RunElsewhere.find(state, "default/r").orElseThrow();
            assertThatThrownBy(() -> elsewhere.resume("nope"))
                    .isInstanceOf(OperationRefusedException.class)
                    .hasMessage("can not find step nope");
            assertThatThrownBy(() -> RunElsewhere.find(state, "default/other")
                            .orElseThrow()
                            .resume())
                    .hasMessageContaining("does not run default/other");

            elsewhere.resume();
            assertThat(phases(EngineFixture.end(run))).isEqualTo("succeeded hold a");
        }
        assertThat(RunElsewhere.find(state, "default/r")).isEmpty();
    }

    @Test
    void aSecondProcessIsRefused() {
        Path state = directory.resolve("state");
        try (EngineFixture first = fixture(state);
                EngineFixture second = fixture(state)) {
            assertThat(first.engine().runs()).isEmpty();
            assertThatThrownBy(second::engine)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    private static EngineFixture fixture(Path state) {
        EngineFixture fixture = new EngineFixture()
                .state(state)
                .type(
                        "post",
                        "import \"vela/test\"\npost: test.#Post & {$params: {name: parameter.name, value: 5}}\n"
                                + "parameter: name: string")
                .type(
                        "put",
                        "import \"vela/test\"\nput: test.#Put & {$params: parameter}\n"
                                + "parameter: {name: string, value: _}")
                .type("twice", """
                        import "vela/test"
                        a: test.#Post & {$params: name: "\\(parameter.name)-a"}
                        b: test.#Put & {$params: {name: "\\(parameter.name)-b", value: a.$returns.value}}
                        c: test.#Post & {$params: {name: "\\(parameter.name)-c", value: b.$returns.key}}
                        parameter: name: string
                        """)
                .type("flaky", "import \"vela/test\"\nflaky: test.#Flaky & {$params: name: \"push\"}")
                .type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.failures.put("push", new AtomicInteger(1));
        return fixture;
    }

    /** Resumes what is suspended until the run ends. */
    private static RunStatus play(Run run) throws InterruptedException {
        while (true) {
            RunStatus status = run.awaitRest(EngineFixture.PATIENCE).orElseThrow();
            if (status.finished()) {
                return status;
            }
            run.resume();
        }
    }

    private static String phases(RunStatus status) {
        StringBuilder text = new StringBuilder(status.phase().word());
        status.steps().forEach(step -> {
            text.append(' ').append(step.name());
            if (!step.phase().word().equals("succeeded")) {
                text.append('=').append(step.phase());
            }
            step.subSteps().stream()
                    .map(sub -> sub.name() + "=" + sub.phase())
                    .sorted()
                    .forEach(sub -> text.append(' ').append(sub));
        });
        return text.toString();
    }

    /** The POST that a failed status tells of. */
    private static String post(RunStatus status) {
        String text = EngineFixture.render(status);
        if (text.contains("first=failed")) {
            return "post one";
        }
        if (text.contains("last=failed")) {
            return "post last";
        }
        return text.contains("[a: ") ? "post left-a" : "post left-c";
    }

    private static Path journal(Path state) {
        return state.resolve("default").resolve("r").resolve("journal");
    }

    private Path copy(Path state, String name, byte[] journal) throws IOException {
        Path copy = directory.resolve(name);
        Files.createDirectories(journal(copy).getParent());
        Files.copy(state.resolve("key"), copy.resolve("key"));
        Files.copy(journal(state).resolveSibling("run.json"), journal(copy).resolveSibling("run.json"));
        Files.write(journal(copy), journal);
        return copy;
    }

    private static List<Integer> boundaries(byte[] journal) {
        List<Integer> ends = new ArrayList<>();
        int at = 6;
        ends.add(at);
        while (at < journal.length) {
            at += 8 + ByteBuffer.wrap(journal).getInt(at);
            ends.add(at);
        }
        return ends;
    }
}
