package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Unification is the meet of a lattice: order, grouping and repetition do not matter. */
final class LatticePropertiesTest {

    @Property(tries = 400)
    void unification_is_commutative(@ForAll("alternatives") String a, @ForAll("alternatives") String b) {
        assertThat(meaning(a + " & " + b)).isEqualTo(meaning(b + " & " + a));
    }

    @Property(tries = 400)
    void unification_is_associative(
            @ForAll("alternatives") String a, @ForAll("values") String b, @ForAll("values") String c) {
        assertThat(meaning("(" + a + " & " + b + ") & " + c)).isEqualTo(meaning(a + " & (" + b + " & " + c + ")"));
    }

    @Property(tries = 400)
    void unification_is_idempotent(@ForAll("values") String a) {
        assertThat(meaning(a + " & " + a)).isEqualTo(meaning(a));
    }

    @Property(tries = 200)
    void top_changes_nothing_and_bottom_wins(@ForAll("values") String a) {
        assertThat(meaning(a + " & _")).isEqualTo(meaning(a));
        assertThat(meaning(a + " & _|_")).isEqualTo("an error");
    }

    @Property(tries = 200)
    void fields_of_several_declarations_are_what_their_unification_is(
            @ForAll("values") String a, @ForAll("values") String b) {
        assertThat(meaning("x", "x: " + a + "\nx: " + b)).isEqualTo(meaning(a + " & " + b));
    }

    private static String meaning(String expression) {
        return meaning("x", "x: " + expression);
    }

    /** What a value says, however it is written: the order of fields and alternatives does not count. */
    private static String meaning(String path, String text) {
        CueValue value =
                Cue.compile(new CueSource("generated.cue", text)).evaluate().lookup(path);
        if (!value.errors().isEmpty()) {
            return "an error";
        }
        CueText all = CueText.schema().withOptional(true).withHidden(true);
        String shown = value.toCue(all).replaceAll("//.*", "");
        return Arrays.stream(shown.split("[\\s|&]+")).sorted().collect(Collectors.joining(" "));
    }

    /** In brackets, so that each is one operand. */
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.recursive(LatticePropertiesTest::leaf, LatticePropertiesTest::composed, 0, 2)
                .map(value -> "(" + value + ")");
    }

    /**
     * Also alternatives of structs. Those are idempotent only up to what one alternative says more than another: the two
     * of {@code {a: 1} | {b: 1}} meet in a third. Defaults within an alternative are left out: there the order counts in
     * the reference too.
     */
    @Provide
    Arbitrary<String> alternatives() {
        Arbitrary<String> plain = values().filter(value -> !value.contains("*"));
        Arbitrary<String> several = Combinators.combine(plain, plain).as((a, b) -> "(" + a + " | " + b + ")");
        return Arbitraries.oneOf(values(), several);
    }

    private static Arbitrary<String> leaf() {
        return Arbitraries.of(
                "1",
                "2",
                "1.5",
                "\"a\"",
                "\"b\"",
                "true",
                "null",
                "int",
                "string",
                "number",
                "bool",
                "_",
                ">0",
                "<=2",
                "!=1",
                "=~\"^a\"",
                "*1 | int",
                "\"a\" | \"b\"",
                "1 | 2 | 3");
    }

    private static Arbitrary<String> composed(Arbitrary<String> inner) {
        Arbitrary<String> field = Combinators.combine(Arbitraries.of("a", "b", "c?", "_h", "#d"), inner)
                .as((label, value) -> label + ": " + value);
        Arbitrary<String> struct =
                field.list().ofMaxSize(3).map(fields -> fields.stream().collect(Collectors.joining(", ", "{", "}")));
        Arbitrary<String> list = inner.list().ofMaxSize(2).map(elements -> elements.stream()
                .collect(Collectors.joining(", ", "[", "]")));
        return Arbitraries.oneOf(
                inner.map(value -> "(" + value + ")"), struct, struct.map(value -> "close(" + value + ")"), list);
    }
}
