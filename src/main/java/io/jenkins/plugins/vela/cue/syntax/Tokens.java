package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens without the comments, which wait here until the declaration that they belong to claims them; and the
 * parser's ways to insist on a token.
 */
final class Tokens {
    private final Source source;
    private final SyntaxLimits limits;
    private final ErrorSink errors;
    private final Scanner scanner;
    private final List<Comment> waiting = new ArrayList<>();

    private int linesBefore;
    private int endOfPrevious;
    private int previousStart;
    private int depth;
    private int lastSync = -1;
    private int syncs;

    Tokens(Source source, SyntaxLimits limits, ErrorSink errors) {
        this.source = source;
        this.limits = limits;
        this.errors = errors;
        this.scanner = new Scanner(source, errors);
        advance();
    }

    // ---- the current token ----

    Token token() {
        return scanner.token;
    }

    boolean is(Token wanted) {
        return scanner.token == wanted;
    }

    boolean isWord(String word) {
        return scanner.token == Token.IDENT && scanner.literal().equals(word);
    }

    boolean isInsertedComma() {
        return scanner.token == Token.COMMA && scanner.insertedComma;
    }

    int start() {
        return scanner.start;
    }

    Position position() {
        return source.at(scanner.start);
    }

    Position at(int offset) {
        return source.at(offset);
    }

    String literal() {
        return scanner.literal();
    }

    Quote quote() {
        return scanner.quote;
    }

    int bodyStart() {
        return scanner.bodyStart;
    }

    int bodyEnd() {
        return scanner.bodyEnd;
    }

    String text() {
        return source.text();
    }

    SyntaxLimits limits() {
        return limits;
    }

    /** Where the token before the current one ended. */
    int endOfPrevious() {
        return endOfPrevious;
    }

    void advance() {
        endOfPrevious = scanner.end;
        previousStart = scanner.start;
        boolean commaBefore = isInsertedComma();
        linesBefore = commaBefore ? linesBefore : 0;
        boolean first = scanner.end == 0;
        while (true) {
            scanner.scan();
            linesBefore += scanner.linesBefore;
            if (scanner.token != Token.COMMENT) {
                return;
            }
            Comment.Place place = linesBefore == 0 && !first ? Comment.Place.END_OF_LINE : Comment.Place.ABOVE;
            waiting.add(
                    new Comment(source.at(scanner.start), scanner.literal().replace("\r", ""), place, linesBefore > 1));
            linesBefore = 0;
            first = false;
        }
    }

    /** Whether the character after the current token, blanks skipped, is the given one. */
    boolean isFollowedBy(char wanted) {
        int at = scanner.end;
        String text = source.text();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at < text.length() && text.charAt(at) == wanted;
    }

    void resumeString(Quote quote) {
        scanner.resumeString(quote);
    }

    // ---- comments ----

    /** What stands above the node that begins with the current token. */
    Comments takeAbove() {
        Comments above = new Comments(waiting, List.of(), linesBefore > 1);
        waiting.clear();
        return above;
    }

    /**
     * Completes the comments of a node.
     *
     * @param above what {@link #takeAbove} gave
     * @param end where the node ended, in front of its comma
     */
    Comments complete(Comments above, int end) {
        if (waiting.isEmpty()) {
            return above;
        }
        List<Comment> before = new ArrayList<>(above.before());
        List<Comment> after = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Comment next = waiting.get(0);
            if (next.position().offset() < end) {
                before.add(new Comment(next.position(), next.text(), Comment.Place.WITHIN, next.blankLineBefore()));
            } else if (next.place() == Comment.Place.END_OF_LINE && after.isEmpty()) {
                after.add(next);
            } else {
                break;
            }
            waiting.remove(0);
        }
        return new Comments(before, after, above.blankLineBefore());
    }

    /** What stands in front of a closing bracket or the end of the file. */
    List<Comment> takeTrailing() {
        List<Comment> trailing = List.copyOf(waiting);
        waiting.clear();
        return trailing;
    }

    // ---- errors ----

    void error(int offset, String message) {
        errors.add(offset, message);
    }

    void errorExpected(String what) {
        String found;
        if (isInsertedComma()) {
            found = "newline";
        } else if (token().isLiteral()) {
            found = "'" + token().text() + "' " + literal();
        } else {
            found = "'" + token().text() + "'";
        }
        errors.add(
                start(),
                "expected " + what + ", found " + found
                        + (what.startsWith("label") && is(Token.ELLIPSIS) ? hint() : ""));
    }

    /** Takes the wanted token; with any other one reports and goes on behind it. */
    int expect(Token wanted) {
        int at = start();
        if (!is(wanted)) {
            errorExpected("'" + wanted.text() + "'");
        }
        advance();
        return at;
    }

    /** Like {@link #expect}, with a better message where only the comma before the bracket is missing. */
    void expectClosing(Token wanted, String context, Position opening) {
        if (is(Token.EOF)) {
            // behind another error a bracket stays open only because of that one
            if (errors.isEmpty()) {
                error(
                        opening.offset(),
                        "expected '" + wanted.text() + "', found 'EOF': this " + context + " is not closed");
            }
            return;
        }
        if (!is(wanted) && isInsertedComma()) {
            error(start(), "missing ',' before newline in " + context);
            advance();
        }
        expect(wanted);
    }

    /** Takes a comma, which may be missing before the given closing tokens; false where one of those stands there. */
    boolean commaOr(String context, Token... closing) {
        if (is(Token.COMMA)) {
            advance();
            return true;
        }
        for (Token close : closing) {
            if (is(close)) {
                return false;
            }
        }
        error(start(), "missing ',' in " + context + hint());
        return true;
    }

    private String hint() {
        String previous = text().substring(Math.min(previousStart, endOfPrevious), endOfPrevious);
        if (is(Token.ELLIPSIS)) {
            return " (the spread x... is newer than CUE v0.14)";
        } else if (previous.equals("}") && (isWord("else") || isWord("fallback"))) {
            return " ('" + literal() + "' is newer than CUE v0.14)";
        } else if (previous.equals("try")) {
            return " ('try' is newer than CUE v0.14)";
        }
        return "";
    }

    /** Goes on at the next comma after an error. */
    void synchronise() {
        while (!is(Token.EOF)) {
            if (is(Token.COMMA)) {
                if (start() > lastSync) {
                    lastSync = start();
                    syncs = 0;
                    return;
                }
                if (syncs++ < 10) {
                    return;
                }
            }
            advance();
        }
    }

    // ---- limits ----

    void enter() {
        if (++depth > limits.nesting()) {
            throw errors.fatal(start(), "nested more than " + limits.nesting() + " levels deep");
        }
    }

    void leave() {
        depth--;
    }

    void leave(int levels) {
        depth -= levels;
    }

    void checkChain(int length) {
        if (length > limits.operatorChain()) {
            throw errors.fatal(start(), "more than " + limits.operatorChain() + " operators in one expression");
        }
    }
}
