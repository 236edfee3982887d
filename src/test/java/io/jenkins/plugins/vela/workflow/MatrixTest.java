package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One step for every combination of values. */
@Timeout(120)
final class MatrixTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void types() {
        fixture.type("post", """
                import "vela/test"
                post: test.#Post & {$params: {name: "\\(parameter.region)/\\(context.matrix.arch)", value: parameter.size}}
                parameter: {region: string, arch: string, size: *1 | int}
                """);
        fixture.type("slow", """
                import "vela/test"
                slow: test.#Slow & {$params: name: parameter.n}
                parameter: n: string
                """);
        fixture.type("flaky", """
                import "vela/test"
                flaky: test.#Flaky & {$params: name: parameter.n}
                parameter: n: string
                """);
    }

    @Test
    void everyCombinationIsASubStepOfItsOwn() throws InterruptedException {
        Run run = fixture.runByStep("{name:'m',type:'post',properties:{region:'replaced',size:7},"
                + "matrix:{values:{region:['eu','us'],arch:['arm','x86.64']}}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-eu-arm=succeeded m-eu-x86-64=succeeded"
                        + " m-us-arm=succeeded m-us-x86-64=succeeded)");
        assertThat(fixture.actions.performed)
                .containsExactlyInAnyOrder("post eu/arm", "post eu/x86.64", "post us/arm", "post us/x86.64");
    }

    @Test
    void outputsAreAMapByKeyThatIsReadWhenAllAreOver() throws InterruptedException {
        fixture.actions.gate.shut();
        fixture.type("use", """
                import "vela/builtin"
                say: builtin.#Message & {$params: message: "\\(parameter.all.a)+\\(parameter.all.b)"}
                parameter: all: {...}
                """);
        Run run = fixture.run(
                "DAG",
                "{name:'m',type:'slow',matrix:{values:{n:['a','b']}},"
                        + "outputs:[{name:'all',valueFrom:'\"out-\" + parameter.n'}]},"
                        + "{name:'u',type:'use',inputs:[{from:'all',parameterKey:'all'}]}");
        await().until(() -> fixture.actions.gate.waiting() == 2);
        fixture.actions.gate.open();

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-a=succeeded m-b=succeeded) u=succeeded [out-a+out-b]");
    }

    @Test
    void aWaveStartsWhenTheOneBeforeIsOver() throws InterruptedException {
        fixture.actions.gate.shut();
        Run run = fixture.runByStep("{name:'m',type:'slow',matrix:{values:{n:['a','b','c','d']},waves:[1,2]}}");

        await().until(() -> fixture.actions.gate.waiting() == 1);
        assertThat(EngineFixture.render(run.status())).isEqualTo("executing m=running(m-a=running)");
        fixture.actions.gate.letOnePass();
        await().until(() -> fixture.actions.gate.waiting() == 2);
        assertThat(EngineFixture.render(run.status()))
                .isEqualTo("executing m=running(m-a=succeeded m-b=running m-c=running)");
        fixture.actions.gate.open();

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-a=succeeded m-b=succeeded m-c=succeeded m-d=succeeded)");
    }

    @Test
    void aFailureStopsTheWavesAfterItsOwn() throws InterruptedException {
        fixture.actions.failures.put("b", new AtomicInteger(99));
        Run run = fixture.runByStep("{name:'m',type:'flaky',retry:{limit:0},"
                + "matrix:{values:{n:['a','b','c','d']},waves:2}},{name:'z',type:'suspend'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed m=failed/FailedAfterRetries [1 of 4 failed]"
                        + "(m-a=succeeded m-b=failed/FailedAfterRetries [flaky: connection reset]"
                        + " m-c=skipped/Skip m-d=skipped/Skip) z=skipped/Skip");
    }

    @Test
    void asManyMayFailAsTheMatrixSays() throws InterruptedException {
        fixture.actions.failures.put("a", new AtomicInteger(99));
        Run run = fixture.runByStep("{name:'m',type:'flaky',retry:{limit:0},"
                + "matrix:{values:{n:['a','b']},waves:1,maxFailures:1}},{name:'z',type:'step-group'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded [1 of 2 failed]"
                        + "(m-a=failed/FailedAfterRetries [flaky: connection reset] m-b=succeeded) z=succeeded");
    }

    @Test
    void aSkippedMatrixSkipsItsInstances() throws InterruptedException {
        Run run = fixture.runByStep("{name:'m',type:'flaky',if:'false',matrix:{values:{n:['a','b']}}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=skipped/Skip(m-a=skipped/Skip m-b=skipped/Skip)");
    }

    @Test
    void aRestartFromAnInstanceKeepsTheOthers() throws InterruptedException {
        fixture.actions.failures.put("b", new AtomicInteger(1));
        Run run = fixture.runByStep("{name:'m',type:'flaky',retry:{limit:0},matrix:{values:{n:['a','b']}}}");
        EngineFixture.end(run);

        run.restart("m-b");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-a=succeeded m-b=succeeded)");
        assertThat(fixture.actions.count("flaky a")).isEqualTo(1);
    }

    @Test
    void whatCannotBeAMatrixIsRefused() {
        refused("{name:'m',type:'flaky',matrix:{}}", "/spec/workflowSpec/steps/0/matrix/values: a matrix needs values");
        refused("{name:'m',type:'flaky',matrix:{values:{n:[]}}}", "n must be a list of values");
        refused("{name:'m',type:'flaky',matrix:{values:{n:['a','a']}}}", "two instances would be called a");
        refused("{name:'m',type:'flaky',matrix:{values:{n:['a']},waves:0}}", "waves must be a whole number");
        refused(
                "{name:'m',type:'flaky',matrix:{values:{n:['a']},maxFailures:-1}}",
                "maxFailures must be a whole number");
        refused("{name:'g',type:'step-group',matrix:{values:{n:['a']}}}", "a step-group has no matrix");
        refused("{name:'m',type:'flaky',matrix:{values:{n:'a'}}}", "n must be a list of values, or {from: …}");
        refused("{name:'m',type:'flaky',matrix:{values:{n:{}}}}", "/matrix/values/n: from is missing");
        refused(
                "{name:'m',type:'flaky',matrix:{values:{n:['a']}}},{name:'m-a',type:'flaky'}",
                "duplicated step name m-a");
    }

    private static final String LIST = "{name:'list',type:'list',outputs:[{name:'names',valueFrom:'names'}]}";

    private void list(String names) {
        fixture.type("list", "names: " + names);
        fixture.type("tell", """
                import "vela/builtin"
                tell: builtin.#Message & {$params: message: "\\(parameter.n) of \\(context.stepGroupName)"}
                parameter: n: string
                """);
    }

    @Test
    void valuesMayBeTheOutputOfAnEarlierStep() throws InterruptedException {
        list("[\"a\", \"b\"]");
        fixture.type("use", "parameter: n: \"b\"");
        Run run = fixture.run(
                "DAG",
                "{name:'m',type:'tell',matrix:{values:{n:{from:'names'}}},outputs:[{name:'all',valueFrom:'parameter.n'}]},"
                        + "{name:'z',type:'use',inputs:[{from:'all.b',parameterKey:'n'}]}," + LIST);

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-a=succeeded [a of m] m-b=succeeded [b of m])"
                        + " z=succeeded list=succeeded");
        assertThat(run.outputs().get("names")).isEqualTo(EngineFixture.json("['a','b']"));
    }

    @Test
    void valuesMayComeFromTheContextAndMixWithOthers() throws InterruptedException {
        Run run = fixture.engine()
                .submit(EngineFixture.spec("{metadata:{name:'r'},spec:{context:{regions:[{name:'eu'},{name:'us'}]},"
                        + "workflowSpec:{steps:[{name:'m',type:'post',properties:{size:7},matrix:{values:"
                        + "{region:{from:'[for r in context.regions {r.name}]'},arch:['arm','x86']}}}]}}}"));

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded m=succeeded(m-eu-arm=succeeded m-eu-x86=succeeded"
                        + " m-us-arm=succeeded m-us-x86=succeeded)");
    }

    @Test
    void inAGroupInstancesStandBesideTheStepTheyAreOf() throws InterruptedException {
        list("[\"x\", \"y\"]");
        Run run = fixture.runByStep(LIST + ",{name:'g',type:'step-group',mode:'StepByStep',subSteps:["
                + "{name:'m',type:'tell',matrix:{values:{n:{from:'names'}},waves:1}},"
                + "{name:'k',type:'tell',matrix:{values:{n:['p','q']}}},"
                + "{name:'last',type:'tell',properties:{n:'done'}}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded list=succeeded g=succeeded("
                        + "m=succeeded m-x=succeeded [x of g] m-y=succeeded [y of g]"
                        + " k=succeeded k-p=succeeded [p of g] k-q=succeeded [q of g]"
                        + " last=succeeded [done of g])");
    }

    @Test
    void aFailureInAGroupIsOneOfItsMatrix() throws InterruptedException {
        fixture.actions.failures.put("b", new AtomicInteger(99));
        Run run = fixture.runByStep("{name:'g',type:'step-group',mode:'StepByStep',subSteps:["
                + "{name:'m',type:'flaky',retry:{limit:0},matrix:{values:{n:['a','b']}}},"
                + "{name:'next',type:'suspend'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed g=failed/FailedAfterRetries(m=failed/FailedAfterRetries [1 of 2 failed]"
                        + " m-a=succeeded m-b=failed/FailedAfterRetries [flaky: connection reset]"
                        + " next=skipped/Skip)");
    }

    @Test
    void aRestartFromAnInstanceInAGroupKeepsTheOthers() throws InterruptedException {
        fixture.actions.failures.put("b", new AtomicInteger(1));
        Run run = fixture.runByStep("{name:'g',type:'step-group',subSteps:["
                + "{name:'m',type:'flaky',retry:{limit:0},matrix:{values:{n:['a','b']}}}]}");
        EngineFixture.end(run);

        run.restart("m-b");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded g=succeeded(m-a=succeeded m=succeeded m-b=succeeded)");
        assertThat(fixture.actions.count("flaky a")).isEqualTo(1);
    }

    @Test
    void theEndOfAGroupsTimeIsTheEndOfItsInstances() throws InterruptedException {
        fixture.actions.gate.shut();
        Run run = fixture.runByStep("{name:'g',type:'step-group',timeout:'200ms',subSteps:["
                + "{name:'m',type:'slow',matrix:{values:{n:['a','b']},waves:1}},"
                + "{name:'k',type:'slow',dependsOn:['m'],matrix:{values:{n:['c']}}}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed g=failed/Timeout(m=failed/Timeout [1 of 2 failed] k=failed/Timeout"
                        + " m-a=failed/Timeout m-b=skipped/Skip)");
    }

    @Test
    void aSuspendedInstanceShowsInItsGroupAndIsResumedWithIt() throws InterruptedException {
        Run run = fixture.runByStep("{name:'g',type:'step-group',subSteps:["
                + "{name:'m',type:'suspend',matrix:{values:{message:['one']}}}]}");
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status()))
                .isEqualTo("suspending g=suspending(m=suspending m-one=suspending/Suspend [one])");

        run.resume("g");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded g=succeeded(m=succeeded m-one=succeeded)");
    }

    @Test
    void valuesThatAreNoListFailTheStepAndSoDoTwoOfOneName() throws InterruptedException {
        list("\"a\"");
        Run run = fixture.runByStep(LIST + ",{name:'m',type:'tell',matrix:{values:{n:{from:'names'}}}},"
                + "{name:'k',type:'tell',if:'always',matrix:{values:{n:{from:'[\"a.b\",\"a-b\"]'}}}},"
                + "{name:'j',type:'tell',if:'always',matrix:{values:{n:{from:'context.nope'}}}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("failed list=succeeded"
                        + " m=failed/Input [matrix: the values of n come from names, which is a string and not a list]"
                        + " k=failed/Input [matrix: two instances would be called a-b]"
                        + " j=failed/Input [")
                .contains("context.nope");
    }

    @Test
    void valuesThatRestOnASecretAreInNoName() throws InterruptedException {
        fixture.type("list", """
                import "vela/test"
                secret: test.#Secret & {$params: name: "token"}
                names: [secret.$returns.value, "other"]
                """);
        fixture.type("quiet", "parameter: n: string");
        Run run = fixture.runByStep(LIST + ",{name:'m',type:'quiet',matrix:{values:{n:{from:'names'}}}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded list=succeeded m=succeeded(m-0=succeeded m-1=succeeded)");
    }

    @Test
    void withoutValuesThereIsNothingToDo() throws InterruptedException {
        list("[]");
        fixture.type("use", "parameter: all: {...}");
        Run run = fixture.runByStep(LIST + ",{name:'m',type:'tell',matrix:{values:{n:{from:'names'}}},"
                + "outputs:[{name:'all',valueFrom:'parameter.n'}]},"
                + "{name:'u',type:'use',inputs:[{from:'all',parameterKey:'all'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded list=succeeded m=succeeded [the matrix has no values] u=succeeded");
    }

    @Test
    void aSkippedMatrixOfUnknownValuesKeepsNobodyWaiting() throws InterruptedException {
        list("[\"a\"]");
        fixture.type("use", "parameter: all: _");
        Run run = fixture.run(
                "DAG",
                LIST + ",{name:'m',type:'tell',if:'false',matrix:{values:{n:{from:'names'}}},"
                        + "outputs:[{name:'all',valueFrom:'parameter.n'}]},"
                        + "{name:'u',type:'use',inputs:[{from:'all',parameterKey:'all'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded list=succeeded m=skipped/Skip u=succeeded");
    }

    @Test
    void aRestartMakesTheInstancesThatTheNewValuesAskFor() throws InterruptedException {
        list("[\"a\", \"b\"]");
        fixture.actions.failures.put("b", new AtomicInteger(1));
        Run run = fixture.runByStep(LIST
                + ",{name:'m',type:'flaky',retry:{limit:0},matrix:{values:{n:{from:'names'}}}},{name:'z',type:'list',"
                + "dependsOn:['m']}");
        assertThat(EngineFixture.render(EngineFixture.end(run))).startsWith("failed list=succeeded m=failed");
        list("[\"b\", \"c\"]");

        run.restart();

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("succeeded list=succeeded m=succeeded(m-b=succeeded m-c=succeeded) z=succeeded");
    }

    private void refused(String steps, String why) {
        assertThatThrownBy(() -> fixture.runByStep(steps)).hasMessageContaining(why);
    }
}
