package io.jenkins.plugins.vela.cue.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * An expression. Records of one level; sub-expressions are never null.
 *
 * <p>Chains of binary operators are left-deep and may be long ({@link SyntaxLimits#operatorChain()}); walk their left
 * spine in a loop, not by recursion.
 */
public sealed interface Expr extends ListElement {

    /** A name: a reference, or the name that a declaration introduces. Includes {@code _} and {@code __string}. */
    record Ident(Position position, String name) implements Expr {}

    /**
     * A string without interpolations.
     *
     * @param value what it means, escapes decoded and indentation removed
     * @param raw as written with quotes; empty for a made node
     */
    record StringLit(Position position, String value, String raw) implements Expr {}

    /** Bytes in single quotes without interpolations; see {@link StringLit}. */
    record BytesLit(Position position, Bytes value, String raw) implements Expr {}

    /** An integer in any notation; {@code 1.5Ki} is an integer too. */
    record IntLit(Position position, BigInteger value, String raw) implements Expr {}

    /** A decimal number with a fraction or an exponent. The scale of the value is the one written. */
    record FloatLit(Position position, BigDecimal value, String raw) implements Expr {}

    /**
     * A literal that is well formed for the scanner but means nothing, such as {@code "\\xff"}: an error value of its
     * field alone, not of the file.
     *
     * @param message what is wrong with it
     */
    record InvalidLit(Position position, String message, String raw) implements Expr {}

    /** {@code true} or {@code false}. */
    record BoolLit(Position position, boolean value) implements Expr {}

    /** {@code null}. */
    record NullLit(Position position) implements Expr {}

    /** {@code _|_}. */
    record BottomLit(Position position) implements Expr {}

    /**
     * A string or bytes with embedded expressions.
     *
     * @param quote how the literal was quoted
     * @param parts alternating: a literal ({@link StringLit} or, where {@code quote.isBytes()}, {@link BytesLit}, maybe
     *     empty, whose {@code raw} is the text between the quotes and brackets), an expression, a literal, …, a literal
     */
    record Interpolation(Position position, Quote quote, List<Expr> parts) implements Expr {
        public Interpolation {
            parts = List.copyOf(parts);
        }
    }

    /**
     * {@code [a, b, ...T]}.
     *
     * @param elements expressions and comprehensions in order
     * @param elementComments the comments of each element, as many as elements
     * @param ellipsis the open end, if any
     * @param trailing comments after the last element
     */
    record ListLit(
            Position position,
            List<ListElement> elements,
            List<Comments> elementComments,
            Optional<Decl.Ellipsis> ellipsis,
            List<Comment> trailing)
            implements Expr {
        public ListLit {
            elements = List.copyOf(elements);
            elementComments = List.copyOf(elementComments);
            trailing = List.copyOf(trailing);
        }
    }

    /**
     * {@code {…}}, or the value of {@code a} in {@code a: b: 1}.
     *
     * @param braced false for the short form
     * @param trailing comments after the last declaration
     */
    record StructLit(Position position, List<Decl> decls, boolean braced, List<Comment> trailing) implements Expr {
        public StructLit {
            decls = List.copyOf(decls);
            trailing = List.copyOf(trailing);
        }
    }

    /** {@code operand.label}; the label is a name, also {@code #x} or {@code _x}, or a string. */
    record Selector(Position position, Expr operand, Label label) implements Expr {}

    /** {@code operand[index]}. */
    record Index(Position position, Expr operand, Expr index) implements Expr {}

    /** {@code operand[low:high]}. */
    record Slice(Position position, Expr operand, Optional<Expr> low, Optional<Expr> high) implements Expr {}

    /** {@code function(arguments…)}. */
    record Call(Position position, Expr function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A sign, {@code !}, a bound ({@code >=1}, {@code =~"x"}) or the mark of a default ({@link Operator#MULTIPLY}).
     */
    record Unary(Position position, Operator operator, Expr operand) implements Expr {}

    /**
     * A binary operation.
     *
     * @param position where the left operand begins
     * @param operatorPosition where the operator stands
     */
    record Binary(Position position, Expr left, Operator operator, Position operatorPosition, Expr right)
            implements Expr {}

    /** {@code (inner)}. */
    record Paren(Position position, Expr inner) implements Expr {}
}
