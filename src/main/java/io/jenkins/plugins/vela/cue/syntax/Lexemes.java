package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The tokens of a text that parses, commas left out, the end of the text included as an empty token. */
public final class Lexemes {
    /** A bracket that waits for its closing one. */
    private record Open(int index, Quote interpolation) {}

    private final Source source;
    private final Scanner scanner;
    private final List<Lexeme> found = new ArrayList<>();
    private final List<Lexeme.Group> comments = new ArrayList<>();
    private final List<String> group = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private Gap groupGap = Gap.UNKNOWN;
    private int groupLine;
    /** Where the last thing ended. */
    private int end;

    private boolean begun;

    private Lexemes(Source source) {
        this.source = source;
        this.scanner = new Scanner(source, new ErrorSink(source, 1));
        this.end = source.text().startsWith("\uFEFF") ? 1 : 0;
    }

    /** The tokens of a source that the parser accepts. */
    public static List<Lexeme> of(Source source) {
        Lexemes lexemes = new Lexemes(source);
        do {
            lexemes.scanner.scan();
            lexemes.take();
        } while (lexemes.scanner.token != Token.EOF);
        return List.copyOf(lexemes.found);
    }

    private void take() {
        switch (scanner.token) {
            case COMMENT -> comment();
            case COMMA -> {
                if (!scanner.insertedComma) {
                    end = scanner.end;
                }
            }
            case INTERPOLATION -> {
                lexeme();
                interpolate(scanner.quote);
            }
            case LPAREN, LBRACK, LBRACE -> {
                open.push(new Open(found.size(), null));
                lexeme();
            }
            case RPAREN, RBRACK, RBRACE -> close();
            default -> lexeme();
        }
    }

    /** An expression within a string begins, whose piece of the string was found last. */
    private void interpolate(Quote quote) {
        open.push(new Open(found.size() - 1, quote));
    }

    private void close() {
        Open opened = open.pop();
        if (opened.interpolation() == null) {
            found.set(opened.index(), found.get(opened.index()).withPartner(found.size()));
            lexeme();
            return;
        }
        int bracket = scanner.start;
        Gap gap = Gap.between(source.text(), end, bracket);
        scanner.resumeString(opened.interpolation());
        add(gap, bracket, scanner.end);
        if (scanner.token == Token.INTERPOLATION) {
            interpolate(opened.interpolation());
        }
    }

    private void lexeme() {
        add(Gap.between(source.text(), end, scanner.start), scanner.start, scanner.end);
    }

    private void add(Gap gap, int from, int to) {
        int line = source.lineOf(from);
        finishGroup(line == groupLine + 1 && scanner.token != Token.EOF);
        found.add(new Lexeme(source.text().substring(from, to), line, source.lineOf(to), gap, comments, -1));
        comments.clear();
        end = to;
        begun = true;
    }

    private void comment() {
        Gap gap = Gap.between(source.text(), end, scanner.start);
        int line = source.lineOf(scanner.start);
        if (!group.isEmpty() && (line != groupLine + 1 || !groupGap.breaksLine())) {
            finishGroup(false);
        }
        if (group.isEmpty()) {
            groupGap = begun || !comments.isEmpty() || gap.breaksLine() ? gap : Gap.LINE;
        }
        String text = scanner.literal();
        group.add(text.replace("\r", ""));
        groupLine = line;
        end = scanner.end;
    }

    private void finishGroup(boolean lead) {
        if (!group.isEmpty()) {
            comments.add(new Lexeme.Group(group, groupGap, lead && groupGap.breaksLine()));
            group.clear();
        }
    }
}
