package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens once, what waits and what is repeated: the rules of effects, observations and waits. */
@Timeout(120)
final class ActionRulesTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @Test
    void aPostIsNotRepeatedWhileTheStepWaits() throws InterruptedException {
        fixture.type("build", """
                        import (
                        "vela/test"
                        "vela/builtin"
                        )
                        post: test.#Post & {$params: name: "build"}
                        poll: test.#Get & {$params: name: "state"}
                        wait: builtin.#ConditionalWait & {$params: continue: poll.$returns.value.done}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'build'}");
        await().until(() -> fixture.actions.count("get state") > 3);

        assertThat(EngineFixture.render(run.status())).isEqualTo("executing a=running/Wait");

        fixture.actions.world.put("state", EngineFixture.json("{done:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post build")).isEqualTo(1);
    }

    @Test
    void aMisspeltNameStopsTheStepBeforeAnythingLaterRuns() throws InterruptedException {
        fixture.type("backup", """
                        import "vela/test"
                        backup: test.#Post & {$params: {name: "backup", value: context.nmae}}
                        delete: test.#Post & {$params: name: "delete"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'backup'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.FAILED);
        assertThat(fixture.actions.performed).isEmpty();
        assertThat(run.status().step("a").orElseThrow().message()).contains("backup");
    }

    @Test
    void anActionWaitsForTheResultOfALaterOne() throws InterruptedException {
        fixture.type("order", """
                        import "vela/test"
                        second: test.#Post & {$params: {name: "second", value: first.$returns.key}}
                        first: test.#Post & {$params: name: "first"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'order'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("post first", "post second");
    }

    @Test
    void aGuardThatRestsOnAnAbsentResultWaitsForIt() throws InterruptedException {
        fixture.type("guard", """
                        import "vela/test"
                        if read.$returns.value.found == _|_ {
                          create: test.#Post & {$params: name: "create"}
                        }
                        read: test.#Get & {$params: name: "object"}
                        """);
        fixture.actions.world.put("object", EngineFixture.json("{found:true}"));
        Run run = fixture.runByStep("{name:'a',type:'guard'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("get object");
    }

    @Test
    void aGuardThatFlipsRepeatsNoPost() throws InterruptedException {
        fixture.type("flip", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        if read.$returns.value.found == _|_ {
                          create: test.#Post & {$params: name: "create"}
                        }
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.ready}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'flip'}");
        await().until(() -> fixture.actions.count("post create") == 1 && fixture.actions.count("get object") > 2);
        fixture.actions.world.put("object", EngineFixture.json("{found:true}"));
        long seen = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > seen + 2);
        fixture.actions.world.put("object", EngineFixture.json("{}"));
        long again = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > again + 2);
        fixture.actions.world.put("object", EngineFixture.json("{ready:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post create")).isEqualTo(1);
    }

    @Test
    void aPostWhoseParametersChangeIsNotRepeatedAndSaysSo() throws InterruptedException {
        fixture.type("changing", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        post: test.#Post & {$params: {name: "it", value: read.$returns.value}}
                        put: test.#Put & {$params: {name: "it", value: read.$returns.value}}
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.ready}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'changing'}");
        await().until(() -> fixture.actions.count("get object") > 1);
        fixture.actions.world.put("object", EngineFixture.json("{ready:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post it")).isEqualTo(1);
        assertThat(fixture.actions.count("put it")).isEqualTo(2);
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepWarning.class::isInstance)
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("test.post at post was performed with other parameters; it is not repeated");
    }

    @Test
    void aWaitWithADefaultUnderAGuardWaitsForTheGuard() throws InterruptedException {
        fixture.type("guarded", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        wait: builtin.#ConditionalWait & {
                          if read.$returns.value.replicas != _|_ {
                            $params: continue: read.$returns.value.replicas == 2
                          }
                        }
                        """);
        Run run = fixture.runByStep("{name:'a',type:'guarded'}");
        await().until(() -> fixture.actions.count("get object") > 2);
        assertThat(run.status().finished()).isFalse();
        fixture.actions.world.put("object", EngineFixture.json("{replicas:1}"));
        long seen = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > seen + 2);
        assertThat(run.status().finished()).isFalse();
        fixture.actions.world.put("object", EngineFixture.json("{replicas:2}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
    }

    @Test
    void severalSuspendsOfATemplateFollowEachOther() throws InterruptedException {
        fixture.type("twice", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        one: builtin.#Suspend
                        post: test.#Post & {$params: name: "between"}
                        two: builtin.#Suspend
                        """);
        Run run = fixture.runByStep("{name:'a',type:'twice'}");
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status())).contains("[Suspended by field one]");
        run.resume("a");
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status())).contains("[Suspended by field two]");
        run.resume("a");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("post between");
    }

    @Test
    void aWrongParameterFailsBeforeTheFirstAction() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:3}}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.FAILED);
        assertThat(run.status().step("a").orElseThrow().message()).contains("parameter.name");
        assertThat(fixture.actions.performed).isEmpty();
    }

    @Test
    void aReadThatFailsForHalfAMinuteNeverReadsAsAnAbsentObject() throws InterruptedException {
        ManualTime time = new ManualTime();
        fixture.time(time);
        fixture.type("guard", """
                        import "vela/test"
                        read: test.#Shaky & {$params: name: "object"}
                        if read.$returns.value.found == _|_ {
                          create: test.#Post & {$params: name: "create"}
                        }
                        """);
        fixture.actions.world.put("object", EngineFixture.json("{found:true}"));
        AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
        fixture.actions.failures.put("object", failures);
        Run run = fixture.runByStep("{name:'a',type:'guard'}");
        for (int second = 0; second < 30; second++) {
            await().until(() ->
                    EngineFixture.render(run.status()).contains("a=failed/Execute [read: no route to host]"));
            time.pass(Duration.ofSeconds(1));
        }
        failures.set(0);
        await().until(() -> {
            time.pass(Duration.ofSeconds(1));
            return run.status().finished();
        });

        assertThat(EngineFixture.render(run.status())).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post create")).isZero();
        assertThat(fixture.actions.count("fail object")).isBetween(5L, 10L);
    }

    @Test
    void strictlyUpstreamEveryEvaluationRepeatsItsActions() throws InterruptedException {
        fixture.with(Engine.Builder::strictUpstream);
        fixture.type("build", """
                        import (
                        "vela/test"
                        "vela/builtin"
                        )
                        post: test.#Post & {$params: name: "build"}
                        poll: test.#Get & {$params: name: "state"}
                        wait: builtin.#ConditionalWait & {$params: continue: poll.$returns.value.done}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'build'}");
        await().until(() -> fixture.actions.count("get state") >= 3);
        fixture.actions.world.put("state", EngineFixture.json("{done:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post build")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void strictlyUpstreamAStepIsAskedAgainThoughNothingItReadsCanChange() throws InterruptedException {
        ManualTime time = new ManualTime();
        fixture.time(time).with(Engine.Builder::strictUpstream);
        fixture.type("post", """
                        import (
                        "vela/test"
                        "vela/builtin"
                        )
                        post: test.#Post & {$params: name: "it"}
                        wait: builtin.#ConditionalWait & {$params: continue: post.$returns.done}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'post'}");
        await().until(() -> {
            time.pass(Duration.ofSeconds(1));
            return fixture.actions.count("post it") >= 3;
        });

        assertThat(run.status().finished()).isFalse();
    }

    @Test
    void aRequestWithoutAnAnswerIsSentAgainOnlyWhereItsTemplateSaysThatItMay() throws InterruptedException {
        String template = "import \"vela/test\"\npost: test.#Unsure & {$params: name: context.stepName}";
        fixture.type("once", template);
        fixture.type("again", template + " @repeatable()");
        fixture.actions.failures.put("a", new AtomicInteger(1));
        fixture.actions.failures.put("b", new AtomicInteger(1));
        Run run = fixture.run(
                "DAG",
                "{name:'a',type:'once',retry:{limit:3,delay:'1ms'}},{name:'b',type:'again',retry:{limit:3,delay:'1ms'}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/FailedAfterRetries [post: no answer; it may have happened] b=succeeded");
        assertThat(fixture.actions.count("fail a")).isEqualTo(1);
        assertThat(fixture.actions.count("unsure b")).isEqualTo(1);
    }
}
