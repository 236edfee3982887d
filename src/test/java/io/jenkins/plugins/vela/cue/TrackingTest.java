package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Actions of a template: their order, what they read, what they miss, and what filling in a result changes. */
final class TrackingTest {

    private static final CueOptions OPTIONS =
            CueOptions.defaults().tracked("#do").inputs("context", "parameter").legacyTemplates(true);

    private static CueValue evaluate(String template) {
        return Cue.compile(OPTIONS, new CueSource("step.cue", template)).evaluate();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> actions(CueValue value) {
        return value.actions().stream()
                .map(action -> action.path() + "=" + action.name())
                .toList();
    }

    @Test
    void actionsComeInSourceOrderAndChildrenBeforeTheirParents() {
        CueValue value = evaluate("""
                z: {#do: "first", inner: {#do: "inner"}}
                _hidden: {#do: "hidden"}
                list: [{#do: "element"}]
                optional?: {#do: "optional"}
                #Definition: {#do: "never"}
                a: {#do: "last"}
                """);
        assertThat(actions(value))
                .containsExactly(
                        "z.inner=inner", "z=first", "_hidden=hidden", "list[0]=element", "optional=optional", "a=last");
    }

    @Test
    void theLabelOfActionsMayBeAPlainFieldWhichDataHasToo() {
        CueValue value = Cue.compile(
                        OPTIONS.tracked("task"), new CueSource("step.cue", "a: {b: task: \"one\"}\nparameter: {...}"))
                .evaluate(Map.of(CuePath.of("parameter"), json("{\"c\": {\"task\": \"two\"}}")));
        assertThat(actions(value)).containsExactlyInAnyOrder("a.b=one", "parameter.c=two");
    }

    @Test
    void guardedActionsComeBeforeThePlainOnesOfTheSameStruct() {
        CueValue value = evaluate("""
                wait: {#do: "wait"}
                if failed {
                	stop: {#do: "fail"}
                }
                failed: true
                """);
        assertThat(actions(value)).containsExactly("stop=fail", "wait=wait");
    }

    @Test
    void stepAttributesOverrideTheOrder() {
        CueValue value = evaluate("""
                a: {#do: "a"}
                b: {#do: "b"} @step(2)
                c: {#do: "c"} @step(1)
                """);
        assertThat(actions(value)).containsExactly("c=c", "b=b", "a=a");
    }

    @Test
    void whatAnActionReadsIncludesTheGuardsThatDecideThatItExists() {
        CueValue value = evaluate("""
                read: {#do: "read", $params: name: "x"}
                other: {#do: "read"}
                if read.$returns.phase == "Failed" {
                	stop: {#do: "fail", message: "it failed"}
                }
                wait: {#do: "wait", continue: *false | bool}
                if read.$returns != _|_ if other.$returns == _|_ {
                	wait: continue: true
                }
                """);
        assertThat(value.lookup("read").reads()).isEmpty();
        assertThat(value.lookup("other").reads()).isEmpty();
        assertThat(value.lookup("wait").reads()).containsExactlyInAnyOrder(CuePath.of("read"));
        CueValue failed = value.fill(CuePath.of("read"), json("{\"$returns\": {\"phase\": \"Failed\"}}"));
        assertThat(failed.lookup("stop").reads()).containsExactly(CuePath.of("read"));
        assertThat(failed.lookup("wait").reads()).containsExactlyInAnyOrder(CuePath.of("read"), CuePath.of("other"));
        assertThat(failed.lookup("wait.continue").asBoolean()).isTrue();
    }

    @Test
    void whatIsMissingNamesTheActionsAndOnlyIfNothingElseIsMissing() {
        CueValue value = evaluate("""
                read: {#do: "read", $returns?: {...}}
                deep: {#do: "apply", value: text}
                text: "\\(read.$returns.name)-x"
                wrong: {#do: "apply", value: "\\(read.$returns.name)", name: parameter.nmae}
                """);
        CueException deep = catchThrowableOfType(
                CueException.class, () -> value.lookup("deep").toJson());
        assertThat(deep.isIncomplete()).isTrue();
        assertThat(deep.errors().get(0).missing()).containsExactly(CuePath.of("read"));
        CueException wrong = catchThrowableOfType(
                CueException.class, () -> value.lookup("wrong").toJson());
        assertThat(wrong.errors().get(0).missing()).isEmpty();
    }

    @Test
    void aTypeThatAnActionHasNotFilledInYetIsMissingToo() {
        CueValue value = evaluate("""
                #Read: {#do: "read", value: {...}, ready: bool}
                read: #Read & {value: {}}
                wait: {#do: "wait", continue: read.ready}
                """);
        CueException e = catchThrowableOfType(
                CueException.class, () -> value.lookup("wait").toJson());
        assertThat(e.errors().get(0).missing()).containsExactly(CuePath.of("read"));
    }

    @Test
    void aRefreshedResultReplacesTheOldOne() {
        CueValue value = evaluate("read: {#do: \"read\", $returns?: {...}}, phase: *read.$returns.phase | \"none\"");
        CueValue first = value.fill(CuePath.of("read"), json("{\"$returns\": {\"phase\": \"Pending\"}}"));
        CueValue second = first.fill(CuePath.of("read"), json("{\"$returns\": {\"phase\": \"Ready\"}}"));
        assertThat(value.lookup("phase").asString()).isEqualTo("none");
        assertThat(first.lookup("phase").asString()).isEqualTo("Pending");
        assertThat(second.lookup("phase").asString()).isEqualTo("Ready");
    }

    @Test
    void aResultOfAnActionThatIsNotThereCreatesNothing() {
        CueValue value = evaluate("if parameter.on {read: {#do: \"read\"}}");
        CueValue filled = value.fill(CuePath.of("read"), json("{\"$returns\": 1}"));
        assertThat(filled.lookup("read").exists()).isFalse();
        assertThat(filled.fill(CuePath.parse("gone.deep"), json("1"))
                        .lookup("gone")
                        .exists())
                .isFalse();
    }

    @Test
    void aResultAttachesToAnActionThatAGuardInsideADefinitionMakes() {
        CueTemplate template = Cue.compile(OPTIONS, new CueSource("step.cue", """
                #Text: {
                	secret?: string
                	text: string
                	if secret != _|_ {
                		read: {#do: "read", $returns?: {...}}
                		text: read.$returns.text
                	}
                }
                password: #Text & {secret: "s"}
                """));
        JsonNode result = json("{\"$returns\": {\"text\": \"x\"}}");
        CueValue filled = template.evaluate(Map.of(CuePath.parse("password.read"), result));
        assertThat(filled.lookup("password.text").asString()).isEqualTo("x");
        CueValue later = template.evaluate().fill(CuePath.parse("password.read"), result);
        assertThat(later.lookup("password.text").asString()).isEqualTo("x");
    }

    @Test
    void inputsAreUnifiedWithWhatTheTemplateDeclares() {
        CueTemplate template = Cue.compile(
                OPTIONS,
                new CueSource("step.cue", "parameter: {image: string, replicas: *1 | int}, name: context.name"));
        CueValue value = template.evaluate(Map.of(
                CuePath.of("parameter"), json("{\"image\": \"a\"}"), CuePath.of("context"), json("{\"name\": \"n\"}")));
        assertThat(value.toJson())
                .isEqualTo(json("{\"parameter\":{\"image\":\"a\",\"replicas\":1},\"name\":\"n\","
                        + "\"context\":{\"name\":\"n\"}}"));
        CueValue wrong = template.evaluate(Map.of(CuePath.of("parameter"), json("{\"image\": 3}")));
        assertThat(wrong.lookup("parameter.image").error())
                .hasValueSatisfying(error ->
                        assertThat(error.summary()).contains("parameter.image").contains("conflicting values"));
    }

    @Test
    void expressionsAreEvaluatedInTheScopeOfAValue() {
        CueValue value = evaluate("a: {b: 2}, #D: 3");
        assertThat(value.evaluate("a.b + #D").toJson()).isEqualTo(json("5"));
        assertThat(value.evaluate("import \"strings\"\nstrings.ToUpper(\"x\\(a.b)\")")
                        .asString())
                .isEqualTo("X2");
        assertThat(value.lookup("a").evaluate("b == 2").asBoolean()).isTrue();
        CueException e = catchThrowableOfType(CueException.class, () -> value.evaluate("nothing"));
        assertThat(e.errors().get(0).message()).startsWith("reference \"nothing\" not found");
    }

    @Test
    void limitsEndAnEvaluationWithOneError() {
        CueOptions options = OPTIONS.limits(CueLimits.defaults().withSteps(10_000));
        CueValue value = Cue.compile(
                        options,
                        new CueSource(
                                "loop.cue",
                                "import \"list\"\nl: list.Range(0, 1000, 1)\nx: [for a in l for b in l {a + b}]"))
                .evaluate();
        assertThat(value.lookup("x").error())
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo(CueError.Code.LIMIT));
        CueException e =
                catchThrowableOfType(CueException.class, () -> value.lookup("l").toJson());
        assertThat(e.errors().get(0).code()).isEqualTo(CueError.Code.LIMIT);
    }
}
