package io.jenkins.plugins.vela.cue.syntax;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of lexical elements; the text is how messages call them. */
enum Token {
    ILLEGAL("ILLEGAL"),
    EOF("EOF"),
    COMMENT("COMMENT"),
    ATTRIBUTE("ATTRIBUTE"),
    IDENT("IDENT"),
    INT("INT"),
    FLOAT("FLOAT"),
    STRING("STRING"),
    INTERPOLATION("INTERPOLATION"),
    BOTTOM("_|_"),
    ADD("+", Operator.ADD),
    SUB("-", Operator.SUBTRACT),
    MUL("*", Operator.MULTIPLY),
    QUO("/", Operator.DIVIDE),
    AND("&", Operator.CONJUNCTION),
    OR("|", Operator.DISJUNCTION),
    LAND("&&", Operator.AND),
    LOR("||", Operator.OR),
    BIND("="),
    EQL("==", Operator.EQUAL),
    LSS("<", Operator.LESS),
    GTR(">", Operator.GREATER),
    NOT("!", Operator.NOT),
    ARROW("<-"),
    NEQ("!=", Operator.NOT_EQUAL),
    LEQ("<=", Operator.LESS_EQUAL),
    GEQ(">=", Operator.GREATER_EQUAL),
    MAT("=~", Operator.MATCH),
    NMAT("!~", Operator.NOT_MATCH),
    LPAREN("("),
    LBRACK("["),
    LBRACE("{"),
    COMMA(","),
    PERIOD("."),
    ELLIPSIS("..."),
    RPAREN(")"),
    RBRACK("]"),
    RBRACE("}"),
    SEMICOLON(";"),
    COLON(":"),
    OPTION("?"),
    IF("if"),
    FOR("for"),
    IN("in"),
    LET("let"),
    FUNC("func"),
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private static final Map<String, Token> KEYWORDS = Stream.of(IF, FOR, IN, LET, FUNC, TRUE, FALSE, NULL)
            .collect(Collectors.toMap(t -> t.text, Function.identity()));

    private final String text;
    private final Operator operator;

    Token(String text) {
        this(text, null);
    }

    Token(String text, Operator operator) {
        this.text = text;
        this.operator = operator;
    }

    String text() {
        return text;
    }

    boolean isOperator() {
        return operator != null;
    }

    Operator operator() {
        return operator;
    }

    boolean isLiteral() {
        return compareTo(IDENT) >= 0 && compareTo(BOTTOM) <= 0;
    }

    boolean isKeyword() {
        return compareTo(IF) >= 0;
    }

    /** Whether the token may begin a unary expression as an operator. */
    boolean isUnary() {
        return switch (this) {
            case ADD, SUB, NOT, MUL, LSS, LEQ, GEQ, GTR, NEQ, MAT, NMAT -> true;
            default -> false;
        };
    }

    /** The keyword with this spelling, or {@link #IDENT}. */
    static Token ofWord(String word) {
        return KEYWORDS.getOrDefault(word, IDENT);
    }
}
