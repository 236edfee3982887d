package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restart looks at the definitions anew; what stays done keeps those that it was done with. */
@Timeout(120)
final class RestartDefinitionsTest {

    private static final String FAILS =
            "import \"vela/builtin\"\nfail: builtin.#Fail & {$params: message: \"not yet\"}";
    private static final String SPLIT = "{name:'a',type:'say'},{name:'b',type:'work'},{name:'c',type:'say'}";

    @TempDir
    Path directory;

    private static String says(String text) {
        return "import \"vela/builtin\"\nsay: builtin.#Message & {$params: message: \"" + text + "\"}";
    }

    private EngineFixture fixture() {
        return new EngineFixture().state(directory).type("say", says("old")).type("work", FAILS);
    }

    @Test
    void aDefinitionThatWasMendedIsTakenAnewAndSaysSo() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(SPLIT);
            EngineFixture.end(run);
            fixture.type("work", says("mended")).type("say", says("new"));

            run.restart("b");

            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded a=succeeded [old] b=succeeded [mended] c=succeeded [new]");
            assertThat(fixture.notices)
                    .filteredOn(RunNotice.StepWarning.class::isInstance)
                    .extracting(notice -> ((RunNotice.StepWarning) notice).message())
                    .containsExactly(
                            "the definition work is taken anew from work.cue",
                            "the definition say is taken anew from say.cue");
        }
    }

    @Test
    void whatARestartFoundIsKnownToTheNextProcess() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(
                    "{name:'a',type:'say'},{name:'b',type:'work'},{name:'hold',type:'suspend'},{name:'c',type:'say'}");
            EngineFixture.end(run);
            fixture.type("work", says("mended")).type("say", says("new"));
            run.restart("b");
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        }
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.engine().recover().get(0);
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
            run.resume();
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded a=succeeded [old] b=succeeded [mended] hold=succeeded c=succeeded [new]");
        }
    }

    @Test
    void aWholeRestartTakesEverythingAnewInANewProcessToo() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            EngineFixture.end(fixture.runByStep(SPLIT));
        }
        try (EngineFixture fixture = fixture().type("work", says("mended")).type("say", says("new"))) {
            fixture.engine().recover();
            Run run = fixture.engine().run("default/r").orElseThrow();
            run.restart();
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded a=succeeded [new] b=succeeded [mended] c=succeeded [new]");
        }
        try (EngineFixture fixture = fixture().type("say", says("newest"))) {
            fixture.engine().recover();
            Run run = fixture.engine().run("default/r").orElseThrow();
            run.restart();
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .startsWith("failed a=succeeded [newest] b=failed/Action [not yet]");
        }
    }

    @Test
    void aDefinitionThatIsOfNoUseRefusesTheRestartAndChangesNothing() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(SPLIT);
            EngineFixture.end(run);
            fixture.type("work", "say: nope");

            assertThatThrownBy(() -> run.restart("b"))
                    .isInstanceOf(OperationRefusedException.class)
                    .hasMessageContaining(
                            "can not restart step b: the definition work does not compile: work.cue:1:6:");
            assertThat(EngineFixture.render(run.status())).startsWith("failed a=succeeded [old] b=failed/Action");
        }
    }

    @Test
    void aDefinitionThatIsGoneIsReplacedByTheRecordedOne() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(SPLIT);
            EngineFixture.end(run);
            fixture.without("say").type("work", says("mended"));

            run.restart();

            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded a=succeeded [old] b=succeeded [mended] c=succeeded [old]");
            assertThat(fixture.notices)
                    .filteredOn(RunNotice.StepWarning.class::isInstance)
                    .extracting(notice -> ((RunNotice.StepWarning) notice).message())
                    .contains("the definition say is not there any more, the recorded one is used");
        }
    }

    @Test
    void aRecordedDefinitionThatIsOfNoUseAnyMoreFailsItsStepAndNotTheRecovery() throws Exception {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(
                    "{name:'hold',type:'suspend'},{name:'a',type:'say'},{name:'b',type:'say',if:'always'}");
            assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        }
        Path recorded = directory.resolve("default").resolve("r").resolve("run.json");
        Files.writeString(recorded, Files.readString(recorded).replace("say: builtin", "say: nope.builtin"));
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.engine().recover().get(0);
            run.resume();
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .startsWith(
                            "failed hold=succeeded a=failed/Rendering [the definition say does not compile: say.cue:2:");

            run.restart("a");
            assertThat(EngineFixture.render(EngineFixture.end(run)))
                    .isEqualTo("succeeded hold=succeeded a=succeeded [old] b=succeeded [old]");
        }
    }

    @Test
    void anotherProcessAsksTheOwnerForIt() throws InterruptedException {
        try (EngineFixture fixture = fixture()) {
            Run run = fixture.runByStep(SPLIT);
            EngineFixture.end(run);
            fixture.type("work", says("mended"));

            RunElsewhere.find(directory, "default/r").orElseThrow().restart("b");

            assertThat(EngineFixture.render(EngineFixture.end(run))).contains("b=succeeded [mended]");
        }
    }
}
