package io.jenkins.plugins.vela.cue.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Snippets;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class CueFormatTest {

    @TestFactory
    Stream<DynamicTest> each_text_gets_its_customary_form() throws IOException {
        return Snippets.read(CueFormatTest.class, "format.txt").stream()
                .map(snippet -> DynamicTest.dynamicTest(snippet.name(), () -> {
                    String printed = CueFormat.file(Parser.parseFile(Source.of("snippet", snippet.input())));
                    assertThat(printed).isEqualTo(snippet.expected());
                    assertThat(CueFormat.file(Parser.parseFile(Source.of("again", printed))))
                            .isEqualTo(printed);
                }));
    }

    @Example
    void returns_within_a_comment_are_dropped() throws SyntaxException {
        assertThat(CueFormat.file(Parser.parseFile(Source.of("input", "// a\r\rb\r\r\nx: 1\n"))))
                .isEqualTo("// ab\nx: 1\n");
    }

    @Property(tries = 500)
    void what_is_printed_parses_to_the_same(@ForAll("exprs") Expr expr) throws SyntaxException {
        String printed = CueFormat.expression(expr);
        Expr parsed = Parser.parseExpr(Source.of("printed", printed));

        assertThat(CueFormat.inline(parsed)).isEqualTo(CueFormat.inline(expr));
        assertThat(CueFormat.expression(parsed)).isEqualTo(printed);
    }

    @Property(tries = 500)
    void any_string_survives_printing_and_parsing(@ForAll String text) throws SyntaxException {
        Expr parsed =
                Parser.parseExpr(Source.of("printed", CueFormat.expression(new Expr.StringLit(NONE, clean(text), ""))));

        assertThat(parsed).isInstanceOfSatisfying(Expr.StringLit.class, lit -> assertThat(lit.value())
                .isEqualTo(clean(text)));
    }

    /** Half a surrogate pair is no text. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(ch -> ch < Character.MIN_SURROGATE || ch > Character.MAX_SURROGATE)
                .filter(ch -> ch != 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static final Position NONE = Position.none();

    @Provide
    Arbitrary<Expr> exprs() {
        return Arbitraries.recursive(this::leaf, this::composed, 0, 4);
    }

    private Arbitrary<Expr> composed(Arbitrary<Expr> exprs) {
        return Arbitraries.oneOf(
                unary(exprs),
                binary(exprs),
                struct(exprs),
                list(exprs),
                postfix(exprs),
                exprs.map(inner -> new Expr.Paren(NONE, inner)));
    }

    private Arbitrary<Expr> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "_x", "#D", "string", "$", "_").map(name -> new Expr.Ident(NONE, name)),
                Arbitraries.bigIntegers().map(java.math.BigInteger::abs).map(value -> new Expr.IntLit(NONE, value, "")),
                Arbitraries.strings().ascii().ofMaxLength(8).map(text -> new Expr.StringLit(NONE, text, "")),
                Arbitraries.of(true, false).map(value -> new Expr.BoolLit(NONE, value)),
                Arbitraries.just(new Expr.NullLit(NONE)),
                Arbitraries.just(new Expr.BottomLit(NONE)));
    }

    private static Arbitrary<Expr> unary(Arbitrary<Expr> exprs) {
        return Combinators.combine(
                        Arbitraries.of(
                                Operator.NOT,
                                Operator.SUBTRACT,
                                Operator.LESS,
                                Operator.GREATER_EQUAL,
                                Operator.MATCH,
                                Operator.MULTIPLY),
                        exprs)
                .as((operator, operand) -> new Expr.Unary(NONE, operator, operand));
    }

    private static Arbitrary<Expr> binary(Arbitrary<Expr> exprs) {
        return Combinators.combine(
                        exprs, Arbitraries.of(Operator.class).filter(operator -> operator != Operator.NOT), exprs)
                .as((left, operator, right) -> new Expr.Binary(NONE, left, operator, NONE, right));
    }

    private static Arbitrary<Expr> struct(Arbitrary<Expr> exprs) {
        Arbitrary<Label> labels =
                Arbitraries.of(new Label.Name(NONE, "a"), new Label.Name(NONE, "_#b"), new Label.Text(NONE, "x y", ""));
        Arbitrary<Decl> decls = Combinators.combine(labels, Arbitraries.of(Decl.Constraint.class), exprs)
                .as((label, constraint, value) -> new Decl.Field(
                        NONE,
                        Comments.none(),
                        Optional.empty(),
                        label,
                        constraint,
                        Optional.empty(),
                        value,
                        List.of()));
        return decls.list().ofMaxSize(3).map(list -> new Expr.StructLit(NONE, list, true, List.of()));
    }

    private static Arbitrary<Expr> list(Arbitrary<Expr> exprs) {
        return exprs.list()
                .ofMaxSize(3)
                .map(elements -> new Expr.ListLit(
                        NONE,
                        List.copyOf(elements),
                        elements.stream().map(e -> Comments.none()).toList(),
                        Optional.empty(),
                        List.of()));
    }

    private static Arbitrary<Expr> postfix(Arbitrary<Expr> exprs) {
        return Combinators.combine(exprs, exprs, Arbitraries.integers().between(0, 3))
                .as((operand, other, kind) -> switch (kind) {
                    case 0 -> new Expr.Selector(NONE, operand, new Label.Name(NONE, "f"));
                    case 1 -> new Expr.Index(NONE, operand, other);
                    case 2 -> new Expr.Slice(NONE, operand, Optional.of(other), Optional.empty());
                    default -> new Expr.Call(NONE, operand, List.of(other));
                });
    }
}
