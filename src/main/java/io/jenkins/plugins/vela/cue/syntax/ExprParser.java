package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Parses expressions, lists and the clauses of comprehensions. */
final class ExprParser {
    private final Tokens tokens;
    private final DeclParser declarations;

    /** {@code X} of each list {@code [X=…]}; only a pattern label may have one. */
    private final IdentityHashMap<Expr.ListLit, Expr.Ident> listAliases = new IdentityHashMap<>();

    private boolean equalityBounds;

    ExprParser(Tokens tokens, DeclParser declarations) {
        this.tokens = tokens;
        this.declarations = declarations;
    }

    /** Allows {@code ==x} as a bound, which the experiment {@code structcmp} brings. */
    void allowEqualityBounds() {
        equalityBounds = true;
    }

    Expr parseExpr() {
        return binary(1, unary());
    }

    Expr.Ident parseIdent() {
        Position position = tokens.position();
        String name = "_";
        if (tokens.is(Token.IDENT)) {
            name = tokens.literal();
            tokens.advance();
        } else {
            tokens.expect(Token.IDENT);
        }
        return new Expr.Ident(position, name);
    }

    /** The alias inside the brackets of a pattern label. */
    Optional<Expr.Ident> claimAlias(Expr.ListLit list) {
        return Optional.ofNullable(listAliases.remove(list));
    }

    /** Reports aliases in lists that are no labels. */
    void rejectUnclaimedAliases() {
        listAliases
                .values()
                .forEach(alias -> tokens.error(alias.position().offset(), "alias values not allowed in this position"));
    }

    // ---- operators ----

    private Expr unary() {
        if (!tokens.token().isUnary() && !(equalityBounds && tokens.is(Token.EQL))) {
            return primary();
        }
        Position position = tokens.position();
        Operator operator = tokens.token().operator();
        tokens.enter();
        tokens.advance();
        Expr operand = unary();
        tokens.leave();
        return new Expr.Unary(position, operator, operand);
    }

    private Expr binary(int lowest, Expr first) {
        Expr left = first;
        int length = 0;
        while (true) {
            Optional<Operator> operator = binaryOperator();
            if (operator.isEmpty() || operator.get().precedence() < lowest) {
                return left;
            }
            tokens.checkChain(++length);
            Position at = tokens.position();
            tokens.advance();
            Expr right = binary(operator.get().precedence() + 1, unary());
            left = new Expr.Binary(left.position(), left, operator.get(), at, right);
        }
    }

    private Optional<Operator> binaryOperator() {
        if (tokens.is(Token.IDENT)) {
            return switch (tokens.literal()) {
                case "div" -> Optional.of(Operator.DIV);
                case "mod" -> Optional.of(Operator.MOD);
                case "quo" -> Optional.of(Operator.QUO);
                case "rem" -> Optional.of(Operator.REM);
                default -> Optional.empty();
            };
        }
        return tokens.is(Token.NOT)
                ? Optional.empty()
                : Optional.ofNullable(tokens.token().operator());
    }

    // ---- operands ----

    private Expr primary() {
        Expr operand = operand();
        for (int length = 0; ; length++) {
            switch (tokens.token()) {
                case PERIOD -> operand = selector(operand);
                case LBRACK -> operand = indexOrSlice(operand);
                case LPAREN -> operand = call(operand);
                default -> {
                    return operand;
                }
            }
            tokens.checkChain(length);
        }
    }

    private Expr operand() {
        Position position = tokens.position();
        return switch (tokens.token()) {
            case IDENT -> parseIdent();
            case LBRACE -> declarations.parseStruct();
            case LBRACK -> list();
            case BOTTOM -> {
                tokens.advance();
                yield new Expr.BottomLit(position);
            }
            case NULL -> {
                tokens.advance();
                yield new Expr.NullLit(position);
            }
            case TRUE, FALSE -> {
                boolean value = tokens.is(Token.TRUE);
                tokens.advance();
                yield new Expr.BoolLit(position, value);
            }
            case INT, FLOAT -> number();
            case STRING -> string();
            case INTERPOLATION -> interpolation();
            case LPAREN -> {
                tokens.enter();
                tokens.advance();
                Expr inner = parseExpr();
                tokens.expect(Token.RPAREN);
                tokens.leave();
                yield new Expr.Paren(position, inner);
            }
            default -> {
                if (tokens.token().isKeyword()) {
                    String name = tokens.literal();
                    tokens.advance();
                    yield new Expr.Ident(position, name);
                }
                tokens.errorExpected("operand");
                tokens.synchronise();
                yield new Expr.BottomLit(position);
            }
        };
    }

    private Expr selector(Expr operand) {
        tokens.advance();
        Position position = tokens.position();
        Label label;
        if (tokens.is(Token.IDENT) || tokens.token().isKeyword()) {
            label = new Label.Name(position, tokens.literal());
            tokens.advance();
        } else if (tokens.is(Token.STRING)
                && tokens.quote().equals(Quote.STRING)
                && tokens.bodyEnd() > tokens.bodyStart()) {
            label = string() instanceof Expr.StringLit text
                    ? new Label.Text(position, text.value(), text.raw())
                    : invalidLabel(position);
        } else {
            tokens.errorExpected("selector");
            tokens.advance();
            label = new Label.Name(position, "_");
        }
        return new Expr.Selector(operand.position(), operand, label);
    }

    private Label invalidLabel(Position position) {
        tokens.error(position.offset(), "invalid label");
        return new Label.Name(position, "_");
    }

    private Expr indexOrSlice(Expr operand) {
        tokens.enter();
        tokens.advance();
        Optional<Expr> low = Optional.empty();
        Optional<Expr> high = Optional.empty();
        boolean isSlice = false;
        if (!tokens.is(Token.COLON)) {
            low = Optional.of(parseExpr());
        }
        if (tokens.is(Token.COLON)) {
            isSlice = true;
            tokens.advance();
            if (!tokens.is(Token.COLON) && !tokens.is(Token.RBRACK) && !tokens.is(Token.EOF)) {
                high = Optional.of(parseExpr());
            }
        }
        tokens.expect(Token.RBRACK);
        tokens.leave();
        return isSlice
                ? new Expr.Slice(operand.position(), operand, low, high)
                : new Expr.Index(operand.position(), operand, low.orElseThrow());
    }

    private Expr call(Expr function) {
        Position opening = tokens.position();
        tokens.enter();
        tokens.advance();
        List<Expr> arguments = new ArrayList<>();
        while (!tokens.is(Token.RPAREN) && !tokens.is(Token.EOF)) {
            int before = tokens.start();
            arguments.add(parseExpr());
            if (!tokens.commaOr("argument list", Token.RPAREN) || tokens.start() == before) {
                break;
            }
        }
        tokens.expectClosing(Token.RPAREN, "argument list", opening);
        tokens.leave();
        return new Expr.Call(function.position(), function, arguments);
    }

    // ---- literals ----

    private Expr number() {
        Position position = tokens.position();
        String raw = tokens.literal();
        boolean isInt = tokens.is(Token.INT);
        tokens.advance();
        try {
            return isInt
                    ? NumberDecoder.integer(position, raw, tokens.limits())
                    : NumberDecoder.decimal(position, raw, tokens.limits());
        } catch (StringDecoder.InvalidLiteral e) {
            return new Expr.InvalidLit(position, e.getMessage(), raw);
        } catch (NumberFormatException e) {
            // the scanner has reported it, unless it is a form that only the decoder knows
            return new Expr.InvalidLit(position, "invalid number \"" + raw + "\"", raw);
        }
    }

    private Expr string() {
        Position position = tokens.position();
        Quote quote = tokens.quote();
        int from = tokens.bodyStart();
        int to = tokens.bodyEnd();
        String raw = withoutReturns(quote, tokens.literal());
        String indent = quote.multiline() ? StringDecoder.indentOf(tokens.text(), from, to) : "";
        tokens.advance();
        try {
            return new StringDecoder(tokens.text(), quote, indent).decode(from, to, true, true, position, raw);
        } catch (StringDecoder.InvalidLiteral e) {
            return new Expr.InvalidLit(position, "invalid string: " + e.getMessage(), raw);
        }
    }

    private static String withoutReturns(Quote quote, String raw) {
        return quote.multiline() ? raw.replace("\r", "") : raw;
    }

    private record Piece(Position position, int from, int to) {}

    private Expr interpolation() {
        Position position = tokens.position();
        Quote quote = tokens.quote();
        List<Piece> pieces = new ArrayList<>();
        List<Expr> embedded = new ArrayList<>();
        tokens.enter();
        pieces.add(new Piece(position, tokens.bodyStart(), tokens.bodyEnd()));
        boolean more = true;
        while (more) {
            tokens.advance();
            embedded.add(parseExpr());
            if (!tokens.is(Token.RPAREN)) {
                tokens.error(tokens.start(), "expected ')' for string interpolation");
            }
            tokens.resumeString(quote);
            pieces.add(new Piece(tokens.position(), tokens.bodyStart(), tokens.bodyEnd()));
            more = tokens.is(Token.INTERPOLATION);
        }
        tokens.advance();
        tokens.leave();
        try {
            return new Expr.Interpolation(position, quote, decode(quote, pieces, embedded));
        } catch (StringDecoder.InvalidLiteral e) {
            return new Expr.InvalidLit(position, "invalid string: " + e.getMessage(), "");
        }
    }

    private List<Expr> decode(Quote quote, List<Piece> pieces, List<Expr> embedded)
            throws StringDecoder.InvalidLiteral {
        Piece last = pieces.get(pieces.size() - 1);
        String indent = quote.multiline() ? StringDecoder.indentOf(tokens.text(), last.from, last.to) : "";
        StringDecoder decoder = new StringDecoder(tokens.text(), quote, indent);
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String raw = withoutReturns(quote, tokens.text().substring(piece.from, piece.to));
            parts.add(decoder.decode(piece.from, piece.to, i == 0, i == pieces.size() - 1, piece.position, raw));
            if (i < embedded.size()) {
                parts.add(embedded.get(i));
            }
        }
        return parts;
    }

    // ---- lists and comprehensions ----

    private Expr list() {
        Position position = tokens.position();
        tokens.enter();
        tokens.expect(Token.LBRACK);
        List<ListElement> elements = new ArrayList<>();
        List<Comments> comments = new ArrayList<>();
        Optional<Expr.Ident> alias = Optional.empty();
        boolean more = true;
        while (more && !tokens.is(Token.RBRACK) && !tokens.is(Token.ELLIPSIS) && !tokens.is(Token.EOF)) {
            Comments above = tokens.takeAbove();
            ListElement element = listElement();
            if (tokens.is(Token.BIND)) {
                alias = Optional.of(aliasName(element));
                tokens.advance();
                element = parseExpr();
            }
            int end = tokens.endOfPrevious();
            more = element instanceof Decl.Comprehension ? tokens.commaOr("list literal", Token.RBRACK) : listComma();
            elements.add(element);
            comments.add(tokens.complete(above, end));
        }
        Optional<Decl.Ellipsis> ellipsis = Optional.empty();
        if (tokens.is(Token.ELLIPSIS)) {
            ellipsis = Optional.of(ellipsis());
        }
        List<Comment> trailing = tokens.takeTrailing();
        tokens.expectClosing(Token.RBRACK, "list literal", position);
        tokens.leave();
        Expr.ListLit list = new Expr.ListLit(position, elements, comments, ellipsis, trailing);
        alias.ifPresent(name -> listAliases.put(list, name));
        return list;
    }

    private Expr.Ident aliasName(ListElement element) {
        if (element instanceof Expr.Ident name) {
            return name;
        }
        tokens.error(tokens.start(), "expected identifier for alias");
        return new Expr.Ident(element.position(), "_");
    }

    private Decl.Ellipsis ellipsis() {
        Comments above = tokens.takeAbove();
        Position position = tokens.position();
        tokens.advance();
        Optional<Expr> type =
                tokens.is(Token.COMMA) || tokens.is(Token.RBRACK) ? Optional.empty() : Optional.of(parseExpr());
        int end = tokens.endOfPrevious();
        tokens.commaOr("list literal", Token.RBRACK);
        return new Decl.Ellipsis(position, tokens.complete(above, end), type);
    }

    /** Takes the comma after an element; a line end counts as one only after the last element. */
    private boolean listComma() {
        if (tokens.isInsertedComma()) {
            tokens.advance();
            if (!tokens.is(Token.RBRACK) && !tokens.is(Token.FOR) && !tokens.is(Token.IF)) {
                tokens.error(tokens.start(), "missing ',' before newline in list literal");
                return true;
            }
            return false;
        }
        return tokens.commaOr("list literal", Token.RBRACK, Token.FOR, Token.IF);
    }

    private ListElement listElement() {
        if (!tokens.is(Token.FOR) && !tokens.is(Token.IF)) {
            return parseExpr();
        }
        Position position = tokens.position();
        String word = tokens.literal();
        Optional<List<Clause>> clauses = clauses();
        if (clauses.isEmpty()) {
            return binary(1, new Expr.Ident(position, word));
        }
        return new Decl.Comprehension(position, Comments.none(), clauses.get(), declarations.parseStruct());
    }

    /** The clauses of a comprehension; empty where the keyword turns out to be a name. */
    Optional<List<Clause>> clauses() {
        List<Clause> clauses = new ArrayList<>();
        while (true) {
            Position position = tokens.position();
            boolean isFirst = clauses.isEmpty();
            switch (tokens.token()) {
                case FOR -> {
                    tokens.advance();
                    if (isFirst && (endsName() || tokens.is(Token.NOT))) {
                        return Optional.empty();
                    }
                    clauses.add(forClause(position));
                }
                case IF -> {
                    tokens.advance();
                    if (isFirst && (endsName() || (tokens.is(Token.NOT) && tokens.isFollowedBy(':')))) {
                        return Optional.empty();
                    }
                    clauses.add(new Clause.If(position, parseExpr()));
                }
                case LET -> {
                    tokens.advance();
                    Expr.Ident name = parseIdent();
                    tokens.expect(Token.BIND);
                    clauses.add(new Clause.Let(position, name, parseExpr()));
                }
                default -> {
                    return Optional.of(clauses);
                }
            }
            tokens.checkChain(clauses.size());
            if (tokens.is(Token.COMMA)) {
                tokens.advance();
            }
        }
    }

    private boolean endsName() {
        return switch (tokens.token()) {
            case COLON, BIND, OPTION, COMMA, EOF -> true;
            default -> false;
        };
    }

    private Clause forClause(Position position) {
        Optional<Expr.Ident> key = Optional.empty();
        Expr.Ident value = parseIdent();
        if (tokens.is(Token.COMMA)) {
            tokens.advance();
            key = Optional.of(value);
            value = parseIdent();
        }
        tokens.expect(Token.IN);
        return new Clause.For(position, key, value, parseExpr());
    }
}
