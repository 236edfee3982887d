package io.jenkins.plugins.vela.cue.syntax;

/** Unary and binary operators. */
public enum Operator {
    DISJUNCTION("|", 1),
    CONJUNCTION("&", 2),
    OR("||", 3),
    AND("&&", 4),
    EQUAL("==", 5),
    NOT_EQUAL("!=", 5),
    LESS("<", 5),
    LESS_EQUAL("<=", 5),
    GREATER(">", 5),
    GREATER_EQUAL(">=", 5),
    MATCH("=~", 5),
    NOT_MATCH("!~", 5),
    ADD("+", 6),
    SUBTRACT("-", 6),
    /** Multiplication; as a unary operator the mark of a default. */
    MULTIPLY("*", 7),
    DIVIDE("/", 7),
    /** Euclidean division, the old infix form of {@code div(a, b)}; likewise the next three. */
    DIV("div", 7),
    MOD("mod", 7),
    QUO("quo", 7),
    REM("rem", 7),
    /** Unary only. */
    NOT("!", 8);

    private final String symbol;
    private final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** As written in a text. */
    public String symbol() {
        return symbol;
    }

    /** How tightly it binds as a binary operator: 1 ({@code |}) to 7 ({@code *}, {@code /}); 8 for unary only. */
    public int precedence() {
        return precedence;
    }
}
