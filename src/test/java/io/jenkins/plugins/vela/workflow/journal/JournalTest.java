package io.jenkins.plugins.vela.workflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.DefinitionText;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final StateKey KEY = StateKey.of(new byte[32]);

    private static final List<RunEvent> EVENTS = List.of(
            new RunEvent.RunStarted(TIME),
            new RunEvent.StepPending(TIME, "a", "id1", "Pending on Input: x"),
            new RunEvent.StepStarted(TIME, "a", "id1", 2),
            new RunEvent.ActionIntended(
                    TIME,
                    "a",
                    "id1",
                    new ActionRecord(
                            "p.q", "http.do", "d1", Optional.of(TextNode.valueOf("i")), Optional.empty(), false)),
            new RunEvent.ActionRecorded(
                    TIME,
                    "a",
                    "id1",
                    new ActionRecord(
                            "p.q", "http.do", "d1", Optional.empty(), Optional.of(TextNode.valueOf("geheim")), true)),
            new RunEvent.ActionWithdrawn(TIME, "a", "id1", "p.q"),
            new RunEvent.VariableWritten(TIME, "a", "v.w", DecimalNode.valueOf(new BigDecimal("1.50"))),
            new RunEvent.StepProgressed(TIME, "a", StepReason.WAIT, "wait"),
            new RunEvent.StepErred(TIME, "a", "unreachable", TIME.plusSeconds(1)),
            new RunEvent.AttemptFailed(TIME, "a", StepReason.TIMEOUT, "too slow", TIME.plusSeconds(2)),
            new RunEvent.StepSuspended(TIME, "a", "s", "Suspended by field s", Optional.of(TIME.plusSeconds(3))),
            new RunEvent.StepSuspended(TIME, "a", "s", "", Optional.empty(), List.of("alice", "admins")),
            new RunEvent.StepDecided(TIME, "a", Approval.Verdict.REJECTED, "alice", "no"),
            new RunEvent.RunQueued(TIME, "waits"),
            new RunEvent.RunExpired(TIME),
            new RunEvent.StepReleased(TIME, "a"),
            new RunEvent.StepHeld(TIME, "a"),
            new RunEvent.MatrixExpanded(
                    TIME,
                    "m",
                    List.of(new MatrixInstance(
                            "eu", JsonNodeFactory.instance.objectNode().put("region", "eu")))),
            new RunEvent.StepSkipped(TIME, "b", "id2", ""),
            new RunEvent.StepFinished(
                    TIME,
                    "a",
                    StepPhase.FAILED,
                    StepReason.FAILED_AFTER_RETRIES,
                    "äöü",
                    Map.of("x", NullNode.getInstance(), "y", NullNode.getInstance()),
                    Set.of("y")),
            new RunEvent.RunSuspended(TIME, "m"),
            new RunEvent.RunResumed(TIME),
            new RunEvent.RunTerminated(TIME, true),
            new RunEvent.RunRestarted(TIME, Optional.of("a")),
            new RunEvent.RunRestarted(TIME, Optional.empty()),
            new RunEvent.RunRestarted(
                    TIME, Optional.of("b"), Map.of("build", new DefinitionText("build.cue", "parameter: {}\n"))),
            new RunEvent.RunFinished(TIME, RunPhase.FAILED));

    @TempDir
    Path directory;

    @Test
    void readsBackEveryKindOfEvent() {
        write(EVENTS);

        assertThat(EVENTS.stream().map(Object::getClass).distinct())
                .as("the list covers every kind")
                .hasSize(kinds());
        assertThat(Journal.read(file(), KEY)).isEqualTo(EVENTS);
    }

    @Test
    void goesOnBehindWhatIsThere() {
        write(EVENTS.subList(0, 3));
        Journal.Opened opened = Journal.open(file(), KEY, Forcing.direct());
        try (Journal journal = opened.journal()) {
            assertThat(opened.events()).isEqualTo(EVENTS.subList(0, 3));
            assertThat(opened.damage()).isEmpty();
            EVENTS.subList(3, EVENTS.size()).forEach(journal::append);
        }

        assertThat(Journal.read(file(), KEY)).isEqualTo(EVENTS);
    }

    @Test
    void cutsOffATornRecordWhereverItWasTorn() throws IOException {
        write(EVENTS.subList(0, 4));
        int three = length(EVENTS.subList(0, 3));
        byte[] whole = Files.readAllBytes(file());
        for (int end = three + 1; end < whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            Journal.Opened opened = Journal.open(file(), KEY, Forcing.direct());
            opened.journal().append(EVENTS.get(4));
            opened.journal().close();

            assertThat(opened.damage()).as("cut at %d", end).isPresent();
            assertThat(opened.trustworthy()).as("cut at %d", end).isTrue();
            assertThat(Journal.read(file(), KEY))
                    .as("cut at %d", end)
                    .containsExactly(EVENTS.get(0), EVENTS.get(1), EVENTS.get(2), EVENTS.get(4));
        }
    }

    @Test
    void aFileCutAnywhereGivesWhatIsWholeInIt() throws IOException {
        write(EVENTS);
        byte[] whole = Files.readAllBytes(file());
        for (int end = 0; end < whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            int records = records(end);
            assertThat(Journal.read(file(), KEY)).as("read up to %d", end).isEqualTo(EVENTS.subList(0, records));
            Journal.Opened opened = Journal.open(file(), KEY, Forcing.direct());
            opened.journal().append(EVENTS.get(0));
            opened.journal().close();

            assertThat(opened.events()).as("cut at %d", end).isEqualTo(EVENTS.subList(0, records));
            assertThat(opened.trustworthy()).as("cut at %d", end).isTrue();
            assertThat(opened.damage().isEmpty())
                    .as("cut at %d", end)
                    .isEqualTo(end == length(EVENTS.subList(0, records)));
            assertThat(Journal.read(file(), KEY)).as("cut at %d", end).hasSize(records + 1);
        }
    }

    @Test
    void aDamagedHeaderLosesNoRecord() throws IOException {
        write(EVENTS.subList(0, 3));
        byte[] whole = Files.readAllBytes(file());
        for (int bit = 0; bit < 8 * JournalFile.HEADER_BYTES; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file(), flipped);
            if (flipped[JournalFile.HEADER_BYTES - 1] > JournalFile.VERSION) {
                // as good as one of a newer version
                assertThatThrownBy(() -> Journal.open(file(), KEY, Forcing.direct()))
                        .isInstanceOf(JournalException.class);
                continue;
            }
            Journal.Opened opened = Journal.open(file(), KEY, Forcing.direct());
            opened.journal().close();

            assertThat(opened.events()).as("bit %d", bit).isEqualTo(EVENTS.subList(0, 3));
            assertThat(opened.damage().orElseThrow()).as("bit %d", bit).contains("header");
            assertThat(opened.trustworthy()).as("bit %d", bit).isFalse();
            assertThat(Files.readAllBytes(file())).as("bit %d", bit).isEqualTo(whole);
        }
    }

    @Test
    void aFlippedBitNeverGivesAWrongEvent() throws IOException {
        write(EVENTS.subList(0, 6));
        byte[] whole = Files.readAllBytes(file());
        int lastRecord = length(EVENTS.subList(0, 5));
        for (int at = JournalFile.HEADER_BYTES; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Files.write(file(), flipped);
            Journal.Opened opened = Journal.open(file(), KEY, Forcing.direct());
            opened.journal().close();

            assertThat(opened.events().size()).as("byte %d", at).isLessThan(6);
            assertThat(opened.events())
                    .as("byte %d", at)
                    .isEqualTo(EVENTS.subList(0, opened.events().size()));
            assertThat(opened.damage().orElseThrow()).contains("damaged").contains("journal");
            assertThat(opened.trustworthy()).as("byte %d", at).isEqualTo(at >= lastRecord);
        }
    }

    @Test
    void whatIsOnlyToBeShownSharesAForceWithWhatFollows() throws Exception {
        ScheduledExecutorService disk = Executors.newSingleThreadScheduledExecutor();
        Forcing forcing = Forcing.on(disk, disk);
        long begin = System.nanoTime();
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        try (Journal journal = Journal.create(file(), KEY, forcing)) {
            for (int i = 0; i < 500; i++) {
                journal.append(EVENTS.get(0));
                last = journal.durableSoon();
            }
            last.get(10, TimeUnit.SECONDS);
        } finally {
            disk.shutdown();
        }
        long batches = Duration.ofNanos(System.nanoTime() - begin).dividedBy(Forcing.BATCH);

        assertThat(forcing.count()).isBetween(1L, batches + 2);
    }

    @Test
    void whatAnEffectWaitsForDoesNotWaitForOthers() throws Exception {
        ScheduledExecutorService never = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                return super.schedule(task, 1, TimeUnit.DAYS);
            }
        };
        try (Journal journal = Journal.create(file(), KEY, Forcing.on(Runnable::run, never))) {
            journal.append(EVENTS.get(0));
            assertThat(journal.durable()).isCompleted();
            journal.append(EVENTS.get(1));
            CompletableFuture<Void> shown = journal.durableSoon();
            journal.append(EVENTS.get(2));

            assertThat(journal.durable()).isCompleted();
            assertThat(shown).isCompleted();
        } finally {
            never.shutdownNow();
        }
    }

    @Test
    void keepsWhatItCutsOff() throws IOException {
        write(EVENTS.subList(0, 2));
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
        Journal.open(file(), KEY, Forcing.direct()).journal().close();

        assertThat(directory.resolve("journal.cut-" + length(EVENTS.subList(0, 1))))
                .exists();
    }

    @Test
    void resultsAndVariablesAreNotReadable() throws IOException {
        write(EVENTS);

        String text = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("geheim").doesNotContain("1.50").contains("Pending on Input");
    }

    @Test
    void aWrongKeyIsSaidSo() {
        write(EVENTS);
        byte[] other = new byte[32];
        other[0] = 1;

        assertThatThrownBy(() -> Journal.read(file(), StateKey.of(other)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void aNewerFormatIsRefusedPolitely() throws IOException {
        write(EVENTS.subList(0, 1));
        byte[] whole = Files.readAllBytes(file());
        whole[JournalFile.HEADER_BYTES - 1] = 9;
        Files.write(file(), whole);

        assertThatThrownBy(() -> Journal.open(file(), KEY, Forcing.direct()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("format 9");
    }

    @Test
    void aSecondOwnerIsRefusedAndToldWhoTheFirstIs() {
        try (StateDirectory first = StateDirectory.own(directory.resolve("state"))) {
            assertThat(first.path()).isDirectory();
            assertThatThrownBy(() -> StateDirectory.own(directory.resolve("state")))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        StateDirectory.own(directory.resolve("state")).close();
    }

    @Test
    void runsAreFoundAgainWhateverTheirNames() {
        try (StateDirectory state = StateDirectory.own(directory.resolve("state"))) {
            state.save("ns", "../evil", JsonNodeFactory.instance.objectNode().put("n", 1));
            state.save("ns", "..", JsonNodeFactory.instance.objectNode().put("n", 2));

            assertThat(state.runs())
                    .extracting(run -> run.run().path("n").asInt())
                    .containsExactlyInAnyOrder(1, 2);
            assertThat(state.find("ns", "../evil")
                            .map(StateDirectory.Recorded::run)
                            .map(JsonNode::toString))
                    .contains("{\"n\":1}");
            assertThat(directory.resolve("state").resolve("evil")).doesNotExist();
        }
    }

    @Test
    void aRunThatWasNotWhollyRecordedWasNeverThere() throws IOException {
        try (StateDirectory state = StateDirectory.own(directory.resolve("state"))) {
            state.create("ns", "whole", JsonNodeFactory.instance.objectNode().put("n", 1), Forcing.direct())
                    .close();
            state.create("ns", "half", JsonNodeFactory.instance.objectNode().put("n", 2), Forcing.direct())
                    .close();
            Path half = state.journal("ns", "half").resolveSibling("run.json");
            Files.write(half, Arrays.copyOf(Files.readAllBytes(half), 5));

            assertThat(state.runs())
                    .extracting(run -> run.run().path("n").asInt())
                    .containsExactly(1);
            try (Journal journal = Journal.open(state.journal("ns", "half"), state.key(), Forcing.direct())
                    .journal()) {
                journal.append(EVENTS.get(0));
            }
            assertThatThrownBy(state::runs)
                    .as("one that has begun is not passed over")
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("half");
        }
    }

    @Test
    void onlyTheOwnerCanReadTheKey() throws IOException {
        try (StateDirectory state = StateDirectory.own(directory.resolve("state"))) {
            Path key = state.path().resolve("key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }

    private Path file() {
        return directory.resolve("journal");
    }

    private void write(List<RunEvent> events) {
        try (Journal journal = Journal.create(file(), KEY, Forcing.direct())) {
            events.forEach(journal::append);
            assertThat(journal.durable()).isCompleted();
        }
    }

    /** Bytes of a journal with these events; encrypted records have the same length every time. */
    private static int length(List<RunEvent> events) {
        int length = JournalFile.HEADER_BYTES;
        for (int i = 0; i < events.size(); i++) {
            length += JournalFile.record(events.get(i), i, KEY).remaining();
        }
        return length;
    }

    /** How many whole records a file of this length has. */
    private static int records(int bytes) {
        int records = 0;
        while (records < EVENTS.size() && length(EVENTS.subList(0, records + 1)) <= bytes) {
            records++;
        }
        return records;
    }

    private static int kinds() {
        int kinds = 0;
        for (Class<?> kind : RunEvent.class.getPermittedSubclasses()) {
            kinds += kind.isInterface() ? kind.getPermittedSubclasses().length : 1;
        }
        return kinds;
    }
}
