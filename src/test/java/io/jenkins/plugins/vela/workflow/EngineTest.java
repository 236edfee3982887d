package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs with real templates and a world in the test's hands. */
@Timeout(120)
final class EngineTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @Test
    void aStepPerformsItsActionOnce() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post x");
    }

    @Test
    void anOutputReachesALaterStep() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x',value:{n:42}},"
                + "outputs:[{name:'out',valueFrom:'post.$returns.value.n'},"
                + "{name:'sum',valueFrom:'post.$returns.value.n + 1'}]},"
                + "{name:'b',type:'post',properties:{name:'y'},"
                + "inputs:[{from:'sum',parameterKey:'value[\"my-key\"]'},{from:'context.name',parameterKey:'name'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded b=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post x", "post r");
    }

    @Test
    void outputsReadPathsScriptsAndOldForms() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x',value:{'b-c':['p','q']}},outputs:["
                + "{name:'path',valueFrom:'post.$returns.value[\"b-c\"][1]'},"
                + "{name:'old',valueFrom:'post.value'},"
                + "{name:'script',valueFrom:'import \"strings\"\\n strings.ToUpper(parameter.name)'},"
                + "{name:'text',valueFrom:'\"v-\\\\(context.name)\"'},"
                + "{name:'none',valueFrom:'nosuch.path'}]},"
                + "{name:'b',type:'print-message-in-status',inputs:[{from:'script',parameterKey:'message'}]},"
                + "{name:'c',type:'print-message-in-status',inputs:[{from:'path',parameterKey:'message'}]},"
                + "{name:'d',type:'print-message-in-status',inputs:[{from:'text',parameterKey:'message'}]},"
                + "{name:'e',type:'post',properties:{name:'last'},if:'inputs.none == null',inputs:[{from:'none'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .contains("failed to get output from nosuch.path")
                .endsWith("b=succeeded [X] c=succeeded [q] d=succeeded [v-r] e=succeeded");
    }

    @Test
    void specContextWinsOverTheRunsOwnNames() throws InterruptedException {
        Run run = fixture.engine()
                .submit(EngineFixture.spec("{metadata:{name:'r'},spec:{context:{name:'mine',extra:{n:1}},"
                        + "workflowSpec:{steps:[{name:'a',type:'print-message-in-status',"
                        + "inputs:[{from:'context.name',parameterKey:'message'}],if:'context.extra.n == 1'}]}}}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded [mine]");
    }

    @Test
    void anIfThatIsNoBooleanSkipsTheStepAndItsGroup() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'g',type:'step-group',if:'status.nosuch.failed',"
                + "subSteps:[{name:'a',type:'post',properties:{name:'x'}}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("succeeded g=skipped/Skip [pre check error: invalid if value: ")
                .endsWith("(a=skipped/Skip)");
        assertThat(fixture.actions.performed).isEmpty();
    }

    @Test
    void independentStepsRunAtTheSameTime() {
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.gate.shut();
        Run run = fixture.run(
                "DAG",
                "{name:'a',type:'slow'},{name:'b',type:'slow'},"
                        + "{name:'g',type:'step-group',subSteps:[{name:'c',type:'slow'},{name:'d',type:'slow'}]}");

        await().until(() -> fixture.actions.gate.waiting() == 4);
        fixture.actions.gate.open();
        await().until(() -> run.status().phase() == RunPhase.SUCCEEDED);
    }

    @Test
    void variablesPassBetweenSteps() throws InterruptedException {
        fixture.type(
                "put",
                "import \"vela/builtin\"\nput: builtin.#DoVar & {$params: {method: \"Put\", path: \"a.b\", value: 7}}");
        fixture.type("get", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        get: builtin.#DoVar & {$params: path: "a.b"}
                        post: test.#Post & {$params: {name: "got-\\(get.$returns.value)"}}
                        """);
        Run run = fixture.runByStep("{name:'p',type:'put'},{name:'g',type:'get'}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded p=succeeded g=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post got-7");
    }

    @Test
    void aBreakEndsTheRun() throws InterruptedException {
        fixture.type("break", "import \"vela/builtin\"\nstop: builtin.#Break & {$params: message: \"enough\"}");
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'break'},{name:'b',type:'post',properties:{name:'x'}},"
                + "{name:'c',type:'post',properties:{name:'y'},if:'always'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("terminated a=succeeded/Terminate [enough] b=skipped/Skip c=succeeded");
    }

    @Test
    void secretsAreNotShown() throws InterruptedException {
        fixture.type("leak", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        secret: test.#Secret & {$params: name: "token"}
                        say: builtin.#Message & {$params: message: "it is \\(secret.$returns.value)"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'leak',outputs:[{name:'t',valueFrom:'secret.$returns.value'}]},"
                + "{name:'b',type:'print-message-in-status',inputs:[{from:'t',parameterKey:'message'}]}");

        String end = EngineFixture.render(EngineFixture.end(run));
        assertThat(end).startsWith("succeeded").doesNotContain("geheim");
        assertThat(fixture.notices.toString()).doesNotContain("geheim");
    }

    @Test
    void anInputThatNobodyProvidesEndsTheRun() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'},inputs:[{from:'nothing'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/Input [Pending on Input: nothing, which no step provides]");
    }

    @Test
    void unknownTypesAreRefusedAtOnce() {
        assertThatThrownBy(() -> fixture.runByStep("{name:'a',type:'nosuch'},{name:'b',type:'suspended'}"))
                .isInstanceOfSatisfying(RunRefusedException.class, refused -> {
                    assertThat(refused.findings()).hasSize(2);
                    assertThat(refused.findings().get(1).toString())
                            .contains("/spec/workflowSpec/steps/1/type")
                            .contains("suspend");
                });
    }

    @Test
    void aTemplateThatCallsWhatIsNotThereIsRefusedInsteadOfDoingNothing() {
        fixture.type("slack", "import \"vela/op\"\nsay: op.#Slack & {message: {}}");

        assertThatThrownBy(() -> fixture.runByStep("{name:'a',type:'slack'}"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("/spec/workflowSpec/steps/0/type: the definition slack does not compile")
                .hasMessageContaining("#Slack");
    }

    @Test
    void aListenerThatThrowsDisturbsNothing() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        try (Engine engine = Engine.builder()
                .listener(notice -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("a mistake in a listener");
                })
                .build()) {
            Run run = engine.submit(EngineFixture.spec("{metadata:{name:'r'},spec:{workflowSpec:{steps:["
                    + "{name:'a',type:'print-message-in-status',properties:{message:'m'}}]}}}"));

            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
            assertThat(told.get()).isGreaterThan(3);
        }
    }

    @Test
    void aListenerMayOperateOnItsRun() throws InterruptedException {
        AtomicReference<Run> run = new AtomicReference<>();
        try (Engine engine = Engine.builder()
                .listener(notice -> {
                    if (notice instanceof RunNotice.StepSuspended) {
                        await().until(() -> run.get() != null);
                        run.get().resume();
                    }
                })
                .build()) {
            run.set(engine.submit(EngineFixture.spec(
                    "{metadata:{name:'r'},spec:{workflowSpec:{steps:[{name:'a',type:'suspend'}]}}}")));

            assertThat(EngineFixture.end(run.get()).phase()).isEqualTo(RunPhase.SUCCEEDED);
        }
    }

    @Test
    void aClosedEngineTellsNothingMoreAndMakesNoStatusUp() {
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.gate.shut();
        Run run = fixture.runByStep("{name:'a',type:'slow'}");
        await().until(() -> fixture.actions.gate.waiting() == 1);

        fixture.close();
        int told = fixture.notices.size();
        await().until(() -> fixture.actions.gate.waiting() == 0);

        assertThat(run.finished().toCompletableFuture()).isNotDone();
        assertThat(fixture.notices).hasSize(told);
        assertThatThrownBy(run::terminate).hasMessage("the engine is closed");
    }

    @Test
    void statusIsInTheUpstreamSchema() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");
        var json = EngineFixture.end(run).toJson();

        assertThat(json.path("status").asText()).isEqualTo("succeeded");
        assertThat(json.at("/mode/subSteps").asText()).isEqualTo("DAG");
        assertThat(json.path("finished")).isEqualTo(JsonNodeFactory.instance.booleanNode(true));
        assertThat(json.at("/conditions/0/reason").asText()).isEqualTo("Available");
        assertThat(json.at("/steps/0/phase").asText()).isEqualTo("succeeded");
        assertThat(json.at("/steps/0/id").asText()).hasSize(10);
        assertThat(json.at("/steps/0/firstExecuteTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void aGuardThatIsNeverDecidedIsTold() throws Exception {
        fixture.type("guarded", """
                        import "vela/builtin"
                        if parameter.settings.colour == "blue" {
                          tell: builtin.#Message & {$params: message: "blue"}
                        }
                        parameter: settings: {...}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'guarded',properties:{settings:{color:'blue'}}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepWarning.class::isInstance)
                .extracting(notice -> ((RunNotice.StepWarning) notice).message())
                .anySatisfy(message -> assertThat(message)
                        .startsWith("not decided at the end:")
                        .contains("colour"));
    }
}
