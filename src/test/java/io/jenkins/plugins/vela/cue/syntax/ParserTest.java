package io.jenkins.plugins.vela.cue.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.vela.cue.format.CueFormat;
import io.jenkins.plugins.vela.cue.format.Literals;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ParserTest {

    @TestFactory
    Stream<DynamicTest> each_error_names_place_and_reason() throws IOException {
        return Snippets.read(ParserTest.class, "errors.txt").stream()
                .map(snippet -> DynamicTest.dynamicTest(snippet.name(), () -> assertThat(errorsOf(snippet.input()))
                        .isEqualTo(snippet.expected().strip())));
    }

    @TestFactory
    Stream<DynamicTest> each_literal_has_its_value() throws IOException {
        return Snippets.read(ParserTest.class, "literals.txt").stream()
                .map(snippet -> DynamicTest.dynamicTest(snippet.name(), () -> assertThat(
                                describe(Parser.parseExpr(Source.of("snippet", snippet.input()))))
                        .isEqualTo(snippet.expected().strip())));
    }

    private static String errorsOf(String text) {
        try {
            return "parsed: " + CueFormat.file(Parser.parseFile(Source.of("snippet", text)));
        } catch (SyntaxException e) {
            return e.errors().stream()
                    .map(error ->
                            error.position().line() + ":" + error.position().column() + ": " + error.message())
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String describe(Expr expr) {
        if (expr instanceof Expr.StringLit text) {
            return "string " + Literals.quote(text.value());
        } else if (expr instanceof Expr.BytesLit bytes) {
            return "bytes " + bytes.value();
        } else if (expr instanceof Expr.IntLit number) {
            return "int " + number.value();
        } else if (expr instanceof Expr.FloatLit number) {
            return "float " + number.value();
        } else if (expr instanceof Expr.InvalidLit invalid) {
            return "invalid " + invalid.message();
        } else if (expr instanceof Expr.Interpolation interpolation) {
            return "interpolation "
                    + interpolation.parts().stream().map(ParserTest::describe).collect(Collectors.joining(" | "));
        }
        return CueFormat.inline(expr);
    }

    @Test
    void positions_tell_line_and_column_in_characters() throws SyntaxException {
        File file = Parser.parseFile(Source.of("a.cue", "x: 1\n\"\uD83D\uDE00\": y\n"));
        Decl.Field second = (Decl.Field) file.decls().get(1);

        assertThat(second.position()).hasToString("a.cue:2:1");
        assertThat(second.value().position()).hasToString("a.cue:2:6");
    }

    @Test
    void doc_comments_belong_to_the_field_below_them() throws SyntaxException {
        File file = Parser.parseFile(Source.of("a.cue", """
                // of the file

                // +usage=Name of it
                // +short=n
                name: string // the line
                // about b
                b: { // beside the brace
                    // +usage=inner
                    c: *"x" | // first
                       "y"
                }
                d: 1
                """));

        assertThat(field(file.decls(), 0).comments().doc()).isEqualTo("+usage=Name of it\n+short=n");
        assertThat(field(file.decls(), 0).comments().line()).isEqualTo("the line");
        assertThat(field(file.decls(), 1).comments().doc()).isEqualTo("about b");
        Expr.StructLit inner = (Expr.StructLit) field(file.decls(), 1).value();
        assertThat(field(inner.decls(), 0).comments().doc()).isEqualTo("+usage=inner");
        assertThat(field(file.decls(), 2).comments().doc()).isEmpty();
    }

    @Test
    void imports_know_path_and_name() throws SyntaxException {
        File file = Parser.parseFile(Source.of(
                "a.cue", "package p\nimport (\n\t\"encoding/json\"\n\tk \"vela/kube\"\n\t\"a.b/c@v0:d\"\n)\n"));

        assertThat(file.packageName().orElseThrow().name()).isEqualTo("p");
        assertThat(file.imports())
                .extracting(ImportDecl::path)
                .containsExactly("encoding/json", "vela/kube", "a.b/c@v0");
        assertThat(file.imports()).extracting(ImportDecl::name).containsExactly("json", "k", "d");
    }

    @Test
    void attributes_keep_their_body_as_written() throws SyntaxException {
        File file = Parser.parseFile(Source.of("a.cue", "@top(x)\na: 1 @step(1) @go(F, [x, \"y)\"])\n"));

        assertThat(file.preamble().attributes()).hasSize(1);
        assertThat(field(file.decls(), 0).attributes())
                .extracting(a -> a.name() + "=" + a.body())
                .containsExactly("step=1", "go=F, [x, \"y)\"]");
    }

    @Test
    void binary_operators_bind_as_the_specification_says() throws SyntaxException {
        Expr expr = Parser.parseExpr(Source.of("e", "*1 | 2 & 3 || 4 && 5 == 6 + 7 * -8"));

        assertThat(grouped(expr)).isEqualTo("(*1 | (2 & (3 || (4 && (5 == (6 + (7 * -8)))))))");
    }

    private static String grouped(Expr expr) {
        return expr instanceof Expr.Binary binary
                ? "(" + grouped(binary.left()) + " " + binary.operator().symbol() + " " + grouped(binary.right()) + ")"
                : CueFormat.inline(expr);
    }

    @Test
    void hostile_texts_end_in_a_message() {
        assertThat(errorsOf("a: " + "[".repeat(100_000))).contains("nested more than");
        assertThat(errorsOf("a: " + "{b: ".repeat(100_000))).contains("nested more than");
        assertThat(errorsOf("a: ".repeat(100_000))).contains("nested more than");
        assertThat(errorsOf("a: " + "-".repeat(100_000) + "1")).contains("nested more than");
        assertThat(errorsOf("a: " + "\"\\(".repeat(100_000))).contains("nested more than");
        assertThat(errorsOf("@a" + "(".repeat(100_000))).contains("nested too deeply");
        assertThat(errorsOf("a: 1" + " + 1".repeat(100_000))).contains("more than 10000 operators");
        assertThat(errorsOf("a: b" + ".c".repeat(100_000))).contains("more than 10000 operators");
        assertThat(errorsOf("x".repeat((16 << 20) + 1))).contains("text is longer than");
    }

    @Test
    void numbers_have_limits() throws SyntaxException {
        assertThat(describe(Parser.parseExpr(Source.of("e", "1e999999999")))).contains("beyond 100000");
        assertThat(describe(Parser.parseExpr(Source.of("e", "1".repeat(20_000)))))
                .contains("more than 10000 digits");
    }

    @Test
    void errors_are_reported_together_in_the_order_of_the_text() {
        SyntaxException thrown = catchThrowableOfType(
                SyntaxException.class, () -> Parser.parseFile(Source.of("a.cue", "a: 1 2\nb: ]\nc: 1 3\n")));

        assertThat(thrown.errors()).extracting(e -> e.position().line()).containsExactly(1, 2, 3);
    }

    @Test
    void whole_numbers_may_carry_a_multiplier() throws SyntaxException {
        assertThat(Parser.parseExpr(Source.of("e", "1.5Gi")))
                .isInstanceOfSatisfying(
                        Expr.IntLit.class, lit -> assertThat(lit.value()).isEqualTo(BigInteger.valueOf(1_610_612_736)));
        assertThat(Parser.parseExpr(Source.of("e", "1.50")))
                .isInstanceOfSatisfying(
                        Expr.FloatLit.class, lit -> assertThat(lit.value()).isEqualTo(new BigDecimal("1.50")));
    }

    private static Decl.Field field(List<Decl> decls, int index) {
        return (Decl.Field) decls.get(index);
    }
}
