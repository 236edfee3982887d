package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What hostile input meets: one error that says which limit, and where; never anything else. */
final class LimitsTest {

    private static final CueLimits LIMITS = CueLimits.defaults();

    private static CueError error(CueLimits limits, String source) {
        CueException e = catchThrowableOfType(CueException.class, () -> Cue.compile(
                        CueOptions.defaults().limits(limits).inputs("data"), new CueSource("hostile.cue", source))
                .evaluate()
                .toJson());
        assertThat(e).isNotNull();
        return e.errors().get(0);
    }

    @Test
    void aSourceMayBeOnlySoLong() {
        CueError error = error(LIMITS, "a: 1 //" + "x".repeat(4_000_000));
        assertThat(error.message()).contains("longer than 4000000 characters");
        assertThat(error.positions()).isNotEmpty();
    }

    @Test
    void expressionsMayBeNestedOnlySoDeeply() {
        CueError error = error(LIMITS, "a: " + "[".repeat(100_000));
        assertThat(error.message()).contains("nested more than");
        assertThat(error.positions()).isNotEmpty();
        assertThat(error(LIMITS, "a: " + "{b: ".repeat(100_000) + "1").message())
                .contains("nested more than");
        assertThat(error(LIMITS, "a: " + "(".repeat(100_000) + "1").message()).contains("nested more than");
        assertThat(error(LIMITS, "a: " + "-".repeat(100_000) + "1").message()).contains("nested more than");
    }

    @Test
    void valuesMayBeNestedOnlySoDeeply() {
        StringBuilder source = new StringBuilder("v0: 1\n");
        for (int i = 1; i <= 60; i++) {
            source.append("v%d: {b: v%d}\n".formatted(i, i - 1));
        }
        CueError error = error(LIMITS.withNesting(50), source.toString());
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(error.message()).isEqualTo("values nested deeper than 50");
    }

    @Test
    void dataMayBeNestedOnlySoDeeplyHoweverSmallTheStack() throws Exception {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode innermost = data;
        for (int i = 0; i < 20_000; i++) {
            innermost = innermost.putObject("a");
        }
        CueTemplate template = Cue.compile(
                CueOptions.defaults().inputs("data"), new CueSource("step.cue", "copy: data, text: \"\\(data.a.b)\""));
        FutureTask<CueError> outcome =
                new FutureTask<>(() -> template.evaluate(Map.<CuePath, JsonNode>of(CuePath.of("data"), data))
                        .error()
                        .orElseThrow());
        Thread thread = new Thread(null, outcome, "small stack", 256 << 10);
        thread.start();
        assertThat(outcome.get().code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(outcome.get().message()).startsWith("values nested");
    }

    @Test
    void onlySoManyValuesAreMade() {
        CueError error = error(LIMITS.withVertices(10_000), """
                import "list"
                a: list.Range(0, 1000, 1)
                b: [for x in a for y in a {[x, y]}]
                """);
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(error.message()).isEqualTo("more than 10000 values");
        assertThat(error.toString()).contains("hostile.cue:3:").contains("b: [for x in a");
    }

    @Test
    void onlySoMuchWorkIsDone() {
        CueError error = error(LIMITS.withSteps(10_000), """
                n: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
                sums: [for a in n for b in n for c in n for d in n for e in n {a + b + c + d + e}]
                """);
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(error.message()).isEqualTo("more than 10000 steps");
        assertThat(error.path()).isEqualTo(CuePath.of("sums"));
    }

    @Test
    void onlySoManyAlternativesAreAlive() {
        CueError error = error(LIMITS.withDisjuncts(100), """
                a: {x: 1} | {x: 2} | {x: 3} | {x: 4} | {x: 5}
                b: {y: 1} | {y: 2} | {y: 3} | {y: 4} | {y: 5}
                c: {z: 1} | {z: 2} | {z: 3} | {z: 4} | {z: 5}
                all: a & b & c
                """);
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(error.message()).isEqualTo("more than 100 alternatives at one value");
        assertThat(error.path()).isEqualTo(CuePath.of("all"));
    }

    @Test
    void anEvaluationTakesOnlySoLong() {
        CueError error = error(LIMITS.withTime(Duration.ofMillis(20)), """
                import "list"
                a: list.Range(0, 3000, 1)
                b: [for x in a for y in a for z in a if x + y + z < 0 {x}]
                """);
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(error.message()).isEqualTo("evaluation takes longer than 20 ms");
    }

    @Test
    void noGuardSwallowsALimit() {
        CueError error = error(LIMITS.withSteps(10_000), """
                n: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
                sums: [for a in n for b in n for c in n for d in n for e in n {a + b + c + d + e}]
                safe: *sums[0] | "none"
                if sums == _|_ {
                	failed: true
                }
                """);
        assertThat(error.code()).isEqualTo(CueError.Code.LIMIT);
    }

    @Test
    void anEvaluationThatExceededALimitStaysBrokenAndOneWithOtherDataIsNot() {
        CueOptions options = CueOptions.defaults().inputs("data").limits(LIMITS.withSteps(10_000));
        CueValue value =
                Cue.compile(options, new CueSource("step.cue", """
                all: [for a in data for b in data for c in data {a + b + c}]
                other: 1
                """)).evaluate(Map.of(CuePath.of("data"), numbers(100)));
        assertThat(value.lookup("all").error().orElseThrow().code()).isEqualTo(CueError.Code.LIMIT);
        CueException again = catchThrowableOfType(CueException.class, () -> value.lookup("other"));
        assertThat(again.errors().get(0).code()).isEqualTo(CueError.Code.LIMIT);
        CueValue fresh = value.fill(CuePath.of("data"), numbers(1));
        assertThat(fresh.lookup("all").toJson()).hasToString("[0]");
    }

    @Test
    void anEvaluationThatIsFilledInAgainAndAgainDoesOnlySoMuchWorkAltogether() {
        CueOptions options = CueOptions.defaults().inputs("data").limits(LIMITS.withTotalSteps(10_000));
        CueValue value = Cue.compile(options, new CueSource("step.cue", "all: [for a in data for b in data {a + b}]"))
                .evaluate(Map.of(CuePath.of("data"), numbers(10)));
        int rounds = 0;
        while (value.error().isEmpty() && rounds < 1_000) {
            rounds++;
            value = value.fill(CuePath.of("data"), numbers(rounds % 2 == 0 ? 10 : 11));
        }
        assertThat(rounds).isBetween(2, 100);
        assertThat(value.error().orElseThrow().code()).isEqualTo(CueError.Code.LIMIT);
        assertThat(value.error().orElseThrow().message())
                .isEqualTo("more than 10000 steps since the data was filled in first");
        assertThat(value.fill(CuePath.of("data"), numbers(1)).error()).isPresent();
    }

    private static JsonNode numbers(int count) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            array.add(i);
        }
        return array;
    }
}
