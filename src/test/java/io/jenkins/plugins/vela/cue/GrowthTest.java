package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That work grows with the size of what there is, as far as the number of steps shows it. */
final class GrowthTest {

    private static final int COUNT = 2_000;

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Evaluates and exports a source with a limit of so many steps. */
    private static CueValue within(long steps, String source) {
        CueOptions options = CueOptions.defaults()
                .limits(CueLimits.defaults().withSteps(steps))
                .inputs("data");
        CueValue value =
                Cue.compile(options, new CueSource("large.cue", source)).evaluate();
        assertThat(value.error()).isEmpty();
        return value;
    }

    @Test
    void aChainOfReferencesIsFollowedOnce() {
        String chain = lines(COUNT, i -> "x%d: x%d".formatted(i + 1, i));
        CueValue value = within(100L * COUNT, "x0: {a: 1, b: \"s\"}\n" + chain);
        assertThat(value.lookup("x" + COUNT).toJson()).hasToString("{\"a\":1,\"b\":\"s\"}");
    }

    @Test
    void aChainOfReferencesIsFollowedOnceFromItsOtherEndToo() {
        String chain = lines(COUNT, i -> "x%d: x%d".formatted(COUNT - i, COUNT - i - 1));
        CueValue value = within(100L * COUNT, chain + "x0: {a: 1, b: \"s\"}");
        assertThat(value.lookup("x" + COUNT).toJson()).hasToString("{\"a\":1,\"b\":\"s\"}");
    }

    @Test
    void aChainOfDefinitionsIsFollowedOnceAndStaysClosed() {
        String chain = lines(COUNT, i -> "#X%d: #X%d".formatted(i + 1, i));
        CueValue value = within(100L * COUNT, "#X0: {a: int}\n" + chain + "out: #X%d & {a: 1}".formatted(COUNT));
        assertThat(value.lookup("out").toJson()).hasToString("{\"a\":1}");
        assertThat(Cue.compile(new CueSource(
                                "large.cue", "#X0: {a: int}\n" + chain + "out: #X%d & {b: 1}".formatted(COUNT)))
                        .evaluate()
                        .error()
                        .orElseThrow()
                        .message())
                .startsWith("field not allowed");
    }

    @Test
    void aChainOfReferencesThatGoesRoundIsNoneToFollow() {
        String ring = lines(100, i -> "x%d: x%d".formatted(i, (i + 1) % 100));
        CueValue value = within(1_000_000, ring + "x7: {a: 1}\nout: x50");
        assertThat(value.lookup("out").toJson()).hasToString("{\"a\":1}");
    }

    @Test
    void dataAtTheEndOfALongChainReachesItsBegin() {
        String chain = lines(50, i -> "x%d: x%d".formatted(i + 1, i));
        CueValue value = Cue.compile(
                        CueOptions.defaults().inputs("data"),
                        new CueSource("large.cue", "x0: {a: data}\n" + chain + "x25: b: 2"))
                .evaluate(Map.of(CuePath.of("data"), IntNode.valueOf(1)));
        assertThat(value.lookup("x50").toJson()).hasToString("{\"a\":1,\"b\":2}");
        assertThat(value.fill("data", IntNode.valueOf(3)).lookup("x50").toJson())
                .hasToString("{\"a\":3,\"b\":2}");
    }

    @Test
    void structsThatReferToOthersTwiceAreLookedThroughOnce() {
        String tree = lines(40, i -> "_s%1$d: {a: _s%2$d, b: _s%2$d}".formatted(i + 1, i));
        CueValue value = within(10_000, "_s0: {v: 1}\n" + tree + "there: _s40.a.b.a != _|_");
        assertThat(value.lookup("there").asBoolean()).isTrue();
        assertThat(value.errors()).isEmpty();
    }

    @Test
    void anErrorInAStructThatOthersReferToIsToldWhereItIs() {
        CueValue value = Cue.compile(new CueSource("large.cue", "_a: {v: 1 & 2}\n_b: {x: _a}\nc: 1"))
                .evaluate();
        assertThat(value.error().orElseThrow().path()).hasToString("_a.v");
        assertThat(value.lookup("_b").error().orElseThrow().path()).hasToString("_b.x.v");
    }

    @Test
    void listsThatGrowFromOneToTheNextAreConcatenatedOnce() {
        String chain = lines(200, i -> "l%d: list.Concat([l%d, [%d]])".formatted(i + 1, i, i));
        CueValue value = within(500_000, "import \"list\"\nl0: []\n" + chain);
        assertThat(value.lookup("l200").elements()).hasSize(200);
    }

    @Test
    void alternativesThatAreComputedAreComputedOnceForAllOfThem() {
        CueValue value = within(100_000, """
                import "list"
                #Zone: or([for i in list.Range(0, 500, 1) {"zone-\\(i)"}])
                #Zone: string
                zone: #Zone & "zone-7"
                zones: [#Zone & "zone-1", #Zone & "zone-499"]
                """);
        assertThat(value.lookup("zones").toJson()).hasToString("[\"zone-1\",\"zone-499\"]");
    }
}
