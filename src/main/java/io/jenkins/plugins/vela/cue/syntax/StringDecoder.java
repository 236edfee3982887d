package io.jenkins.plugins.vela.cue.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Gives strings and bytes their meaning: escapes decoded, indentation removed. */
final class StringDecoder {
    private static final String WHITESPACE = "invalid string: invalid whitespace";
    private static final String SYNTAX = "invalid syntax";

    private final String text;
    private final Quote quote;
    private final String indent;

    private int at;
    private int end;
    private final StringBuilder chars = new StringBuilder();
    /** Strings have none. */
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    /** What is wrong with a literal; a value within this package, with no stack trace. */
    static final class InvalidLiteral extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidLiteral(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Decodes literals of one quoting.
     *
     * @param text the whole source text
     * @param indent for multi-line literals, what every line begins with
     */
    StringDecoder(String text, Quote quote, String indent) {
        this.text = text;
        this.quote = quote;
        this.indent = indent;
    }

    /** The white space in front of the closing quotes of a multi-line literal whose last piece of content is given. */
    static String indentOf(String text, int bodyStart, int bodyEnd) {
        int first = bodyEnd;
        while (first > bodyStart && text.charAt(first - 1) != '\n' && isSpace(text.charAt(first - 1))) {
            first--;
        }
        return text.substring(first, bodyEnd);
    }

    private static boolean isSpace(char ch) {
        return ch == ' ' || (ch >= '\t' && ch <= '\r') || ch == '\u0085' || ch == '\u00A0' || Character.isSpaceChar(ch);
    }

    /**
     * Decodes a piece of content.
     *
     * @param isFirst whether the opening quotes stand before it
     * @param isLast whether the closing quotes follow
     */
    Expr decode(int from, int to, boolean isFirst, boolean isLast, Position position, String raw)
            throws InvalidLiteral {
        at = from;
        end = to;
        chars.setLength(0);
        bytes.reset();
        boolean endsWithLine = false;
        if (quote.multiline() && isFirst) {
            skipFirstIndent(isLast);
        }
        while (at < end) {
            char ch = text.charAt(at);
            endsWithLine = false;
            if (ch == '\r') {
                if (!quote.multiline()) {
                    throw new InvalidLiteral(SYNTAX);
                }
                at++;
            } else if (ch == '\n') {
                if (!quote.multiline()) {
                    throw new InvalidLiteral(SYNTAX);
                }
                at++;
                skipIndent();
                put('\n');
                endsWithLine = true;
            } else if (ch == '\\' && isEscape()) {
                escape();
            } else {
                int codePoint = text.codePointAt(at);
                if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                    throw new InvalidLiteral("unmatched surrogate pair");
                }
                put(codePoint);
                at += Character.charCount(codePoint);
            }
        }
        return result(position, raw, endsWithLine && isLast);
    }

    private Expr result(Position position, String raw, boolean dropLastLineEnd) {
        flush();
        if (quote.isBytes()) {
            byte[] all = bytes.toByteArray();
            int length = dropLastLineEnd ? all.length - 1 : all.length;
            byte[] content = new byte[length];
            System.arraycopy(all, 0, content, 0, length);
            return new Expr.BytesLit(position, Bytes.of(content), raw);
        }
        return new Expr.StringLit(
                position, chars.substring(0, dropLastLineEnd ? chars.length() - 1 : chars.length()), raw);
    }

    private void put(int codePoint) {
        chars.appendCodePoint(codePoint);
    }

    private void flush() {
        if (quote.isBytes() && chars.length() > 0) {
            byte[] encoded = chars.toString().getBytes(StandardCharsets.UTF_8);
            bytes.write(encoded, 0, encoded.length);
            chars.setLength(0);
        }
    }

    private void skipFirstIndent(boolean isLast) throws InvalidLiteral {
        boolean blank = at < end && (text.charAt(at) == '\n' || text.startsWith("\r\n", at));
        if (blank) {
            return;
        }
        if (!text.startsWith(indent, at)) {
            throw new InvalidLiteral(WHITESPACE);
        }
        at += isLast ? Math.min(indent.length(), end - at) : indent.length();
    }

    private void skipIndent() throws InvalidLiteral {
        if (text.startsWith(indent, at)) {
            at += indent.length();
        } else if (!text.startsWith("\n", at) && !text.startsWith("\r\n", at)) {
            throw new InvalidLiteral(WHITESPACE);
        }
    }

    private boolean isEscape() {
        for (int i = 1; i <= quote.hashes(); i++) {
            if (at + i >= end || text.charAt(at + i) != '#') {
                return false;
            }
        }
        return at + quote.hashes() + 1 < end;
    }

    private void escape() throws InvalidLiteral {
        at += 1 + quote.hashes();
        char kind = text.charAt(at++);
        switch (kind) {
            case 'a' -> put(7);
            case 'b' -> put('\b');
            case 'f' -> put('\f');
            case 'n' -> put('\n');
            case 'r' -> put('\r');
            case 't' -> put('\t');
            case 'v' -> put(11);
            case '/' -> put('/');
            case '\\' -> put('\\');
            case '\'', '"' -> put(kind);
            case 'x' -> putByte(digits(2, 16));
            case 'u' -> unicode(4);
            case 'U' -> unicode(8);
            default -> {
                at--;
                putByte(digits(3, 8));
            }
        }
    }

    private void putByte(int value) throws InvalidLiteral {
        if (!quote.isBytes()) {
            throw new InvalidLiteral(SYNTAX);
        }
        flush();
        bytes.write(value);
    }

    private void unicode(int count) throws InvalidLiteral {
        int code = digits(count, 16);
        if (code >= Character.MIN_LOW_SURROGATE && code <= Character.MAX_LOW_SURROGATE) {
            throw new InvalidLiteral("unmatched surrogate pair");
        }
        if (code >= Character.MIN_HIGH_SURROGATE && code <= Character.MAX_HIGH_SURROGATE) {
            if (at >= end || text.charAt(at) != '\\' || !isEscape() || text.charAt(at + 1 + quote.hashes()) != 'u') {
                throw new InvalidLiteral("unmatched surrogate pair");
            }
            at += 2 + quote.hashes();
            int low = digits(4, 16);
            if (low < Character.MIN_LOW_SURROGATE || low > Character.MAX_LOW_SURROGATE) {
                throw new InvalidLiteral("unmatched surrogate pair");
            }
            code = Character.toCodePoint((char) code, (char) low);
        }
        put(code);
    }

    private int digits(int count, int base) throws InvalidLiteral {
        if (at + count > end) {
            throw new InvalidLiteral(SYNTAX);
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            int digit = Character.digit(text.charAt(at++), base);
            if (digit < 0) {
                throw new InvalidLiteral(SYNTAX);
            }
            value = value * base + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw new InvalidLiteral(SYNTAX);
        }
        return (int) value;
    }
}
