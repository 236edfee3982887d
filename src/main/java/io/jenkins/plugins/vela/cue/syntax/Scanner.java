package io.jenkins.plugins.vela.cue.syntax;

/**
 * Splits text into tokens, inserting the commas that line ends stand for.
 *
 * <p>After {@link #scan()} the fields describe the token. Strings are only delimited here, {@link StringDecoder} gives
 * them their meaning; numbers likewise. An interpolation is scanned in turns with the parser: the token ends before the
 * opening bracket's expression, and {@link #resumeString} goes on after the closing bracket.
 */
final class Scanner {
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final ErrorSink errors;
    private int at;
    private boolean insertComma;

    /** Kind of the token. */
    Token token = Token.ILLEGAL;
    /** Where it begins. */
    int start;
    /** Where it ends. */
    int end;
    /** Line ends between the token before and this one. */
    int linesBefore;
    /** For strings: how it is quoted, and where the content between quotes and brackets lies. */
    Quote quote = Quote.STRING;

    int bodyStart;
    int bodyEnd;
    /** The text of the token where it was needed to tell what it is, otherwise null. */
    private String word;

    /** For commas: whether a line end stands for it. */
    boolean insertedComma;

    Scanner(Source source, ErrorSink errors) {
        this.text = source.text();
        this.errors = errors;
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            at = 1;
        }
    }

    String literal() {
        return word != null ? word : text.substring(start, end);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    private boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    // ---- tokens ----

    void scan() {
        linesBefore = 0;
        scanToken();
    }

    private void scanToken() {
        skipBlanks();
        start = at;
        word = null;
        int ch = peek();
        boolean endsValue = false;
        if (ch == END) {
            if (insertComma) {
                comma();
                return;
            }
            token = Token.EOF;
        } else if (ch == '\n') {
            // only reached when the line end stands for a comma
            insertComma = false;
            comma();
            skipBlanks();
            // JSON may have its commas and colons at the beginning of the next line
            if (peek() == ',' || peek() == ':') {
                scanToken();
            }
            return;
        } else if (ch >= '0' && ch <= '9') {
            number();
            endsValue = true;
        } else if (isLetter(codePoint()) || ch == '$' || ch == '_') {
            endsValue = true;
            if (text.startsWith("_|", at)) {
                bottom();
            } else {
                if (ch == '_') {
                    at++;
                }
                fieldIdentifier();
                word = text.substring(start, at);
                token = Token.ofWord(word);
            }
        } else if (ch == '#') {
            endsValue = true;
            int hashes = hashes();
            int after = peek(hashes);
            if (after == '"' || after == '\'') {
                at += hashes;
                openString(hashes);
                endsValue = token == Token.STRING;
            } else {
                fieldIdentifier();
                token = Token.IDENT;
            }
        } else if (ch == '"' || ch == '\'') {
            openString(0);
            endsValue = token == Token.STRING;
        } else if (ch == '@') {
            attribute();
            endsValue = true;
        } else if (ch == '/' && peek(1) == '/') {
            if (insertComma) {
                insertComma = false;
                comma();
                return;
            }
            while (peek() != '\n' && peek() != END) {
                at++;
            }
            token = Token.COMMENT;
        } else if (ch == '.' && peek(1) >= '0' && peek(1) <= '9') {
            number();
            endsValue = true;
        } else {
            endsValue = punctuation(ch);
        }
        end = at;
        insertComma = endsValue;
    }

    private void comma() {
        insertComma = false;
        token = Token.COMMA;
        insertedComma = true;
        end = start;
    }

    private void skipBlanks() {
        while (true) {
            int ch = peek();
            if (ch == '\n') {
                if (insertComma) {
                    return;
                }
                linesBefore++;
            } else if (ch != ' ' && ch != '\t' && ch != '\r') {
                return;
            }
            at++;
        }
    }

    private void bottom() {
        at += 2;
        if (take('_')) {
            token = Token.BOTTOM;
        } else {
            errors.add(start, "illegal token '_|'; expected '_'");
            token = Token.ILLEGAL;
        }
    }

    /** Reads an operator or a delimiter; true where a line end after it stands for a comma. */
    private boolean punctuation(int ch) {
        at++;
        switch (ch) {
            case ':' -> token = Token.COLON;
            case ';' -> token = Token.SEMICOLON;
            case '?' -> token = Token.OPTION;
            case '.' -> {
                if (take('.')) {
                    if (!take('.')) {
                        errors.add(start, "illegal token '..'; expected '.'");
                    }
                    token = Token.ELLIPSIS;
                } else {
                    token = Token.PERIOD;
                }
            }
            case ',' -> {
                token = Token.COMMA;
                insertedComma = false;
            }
            case '(' -> token = Token.LPAREN;
            case ')' -> token = Token.RPAREN;
            case '[' -> token = Token.LBRACK;
            case ']' -> token = Token.RBRACK;
            case '{' -> token = Token.LBRACE;
            case '}' -> token = Token.RBRACE;
            case '+' -> token = Token.ADD;
            case '-' -> token = Token.SUB;
            case '*' -> token = Token.MUL;
            case '/' -> token = Token.QUO;
            case '<' -> token = take('-') ? Token.ARROW : take('=') ? Token.LEQ : Token.LSS;
            case '>' -> token = take('=') ? Token.GEQ : Token.GTR;
            case '=' -> token = take('~') ? Token.MAT : take('=') ? Token.EQL : Token.BIND;
            case '!' -> token = take('~') ? Token.NMAT : take('=') ? Token.NEQ : Token.NOT;
            case '&' -> token = take('&') ? Token.LAND : Token.AND;
            case '|' -> token = take('|') ? Token.LOR : Token.OR;
            default -> {
                at--;
                illegal();
                return insertComma;
            }
        }
        return switch (token) {
            case SEMICOLON, OPTION, ELLIPSIS, RPAREN, RBRACK, RBRACE -> true;
            default -> false;
        };
    }

    private void illegal() {
        int found = codePoint();
        at += Character.charCount(found);
        token = Token.ILLEGAL;
        if (found == BYTE_ORDER_MARK) {
            errors.add(start, "illegal byte order mark");
        } else if (found == 0) {
            errors.add(start, "illegal character NUL");
        } else if (found == '~') {
            errors.add(
                    start,
                    "illegal character " + describe(found)
                            + " (an alias is written X=label: or label: X=value; the postfix form is newer than CUE v0.14)");
        } else {
            errors.add(start, "illegal character " + describe(found));
        }
    }

    private static String describe(int found) {
        String code = String.format("U+%04X", found);
        return Character.isISOControl(found) ? code : code + " '" + Character.toString(found) + "'";
    }

    // ---- names ----

    private int codePoint() {
        return at < text.length() ? text.codePointAt(at) : END;
    }

    private static boolean isLetter(int ch) {
        return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= 0x80 && Character.isLetter(ch));
    }

    private static boolean isDigit(int ch) {
        return (ch >= '0' && ch <= '9') || (ch >= 0x80 && Character.isDigit(ch));
    }

    private void fieldIdentifier() {
        take('_');
        if (take('#') && isDigit(codePoint())) {
            return;
        }
        identifier();
    }

    private void identifier() {
        for (int ch = codePoint(); isLetter(ch) || isDigit(ch) || ch == '_' || ch == '$'; ch = codePoint()) {
            at += Character.charCount(ch);
        }
    }

    private void number() {
        NumberScanner number = new NumberScanner(text, at, errors);
        token = number.scan();
        at = number.end();
    }

    // ---- strings ----

    private int hashes() {
        int count = 0;
        while (peek(count) == '#') {
            count++;
        }
        return count;
    }

    private void openString(int hashes) {
        char mark = (char) peek();
        at++;
        boolean multiline = false;
        if (peek() == mark) {
            if (peek(1) == mark) {
                at += 2;
                multiline = true;
                boolean newline = take('\n');
                if (!newline && peek() == '\r' && peek(1) == '\n') {
                    at += 2;
                    newline = true;
                }
                if (!newline) {
                    errors.add(start, "expected newline after multiline quote " + text.substring(start, at));
                    quote = new Quote(mark == '\'', false, hashes);
                    bodyStart = at;
                    bodyEnd = at;
                    token = Token.STRING;
                    return;
                }
            } else if (closesAt(at, mark, 1, hashes)) {
                // the empty string; within hashes one quote may begin the content instead
                quote = new Quote(mark == '\'', false, hashes);
                bodyStart = at;
                bodyEnd = at;
                at += 1 + hashes;
                token = Token.STRING;
                return;
            }
        }
        quote = new Quote(mark == '\'', multiline, hashes);
        stringBody();
    }

    /** Goes on with the content of a string after the bracket that closes an interpolated expression. */
    void resumeString(Quote resumed) {
        quote = resumed;
        linesBefore = 0;
        start = at;
        word = null;
        stringBody();
        end = at;
        insertComma = token == Token.STRING;
    }

    private boolean closesAt(int offset, char mark, int marks, int hashes) {
        for (int i = 0; i < marks + hashes; i++) {
            int found = offset + i < text.length() ? text.charAt(offset + i) : END;
            if (found != (i < marks ? mark : '#')) {
                return false;
            }
        }
        return true;
    }

    private void stringBody() {
        bodyStart = at;
        char mark = quote.isBytes() ? '\'' : '"';
        int marks = quote.multiline() ? 3 : 1;
        token = Token.STRING;
        while (true) {
            int ch = peek();
            if (ch == END || (ch == '\n' && !quote.multiline())) {
                errors.add(start, "string literal not terminated");
                bodyEnd = at;
                return;
            }
            if (ch == mark && closesAt(at, mark, marks, quote.hashes())) {
                bodyEnd = at;
                at += marks + quote.hashes();
                return;
            }
            if (ch == '\\' && closesAt(at + 1, '#', 0, quote.hashes())) {
                int escape = at;
                at += 1 + quote.hashes();
                if (take('(')) {
                    bodyEnd = escape;
                    token = Token.INTERPOLATION;
                    return;
                }
                escape(mark);
            } else {
                illegalContent(ch);
                at++;
            }
        }
    }

    private void illegalContent(int ch) {
        if (ch == 0) {
            errors.add(at, "illegal character NUL");
        } else if (ch == BYTE_ORDER_MARK) {
            errors.add(at, "illegal byte order mark");
        }
    }

    /** Checks what follows the backslash; its meaning is the decoder's business. */
    private void escape(char mark) {
        int ch = peek();
        int digits = 0;
        int base = 16;
        switch (ch) {
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '/' -> at++;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                digits = 3;
                base = 8;
            }
            case 'x' -> digits = 2;
            case 'u' -> digits = 4;
            case 'U' -> digits = 8;
            default -> {
                if (ch == mark) {
                    at++;
                } else {
                    errors.add(at, ch == END ? "escape sequence not terminated" : "unknown escape sequence");
                }
            }
        }
        if (digits > 0) {
            escapeDigits(digits, base);
        }
    }

    private void escapeDigits(int count, int base) {
        int first = at;
        if (base == 16) {
            at++;
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            int ch = peek();
            int digit = ch == '_' ? 0 : ch == END ? -1 : Character.digit(ch, base);
            if (digit < 0) {
                errors.add(
                        at,
                        ch == END
                                ? "escape sequence not terminated"
                                : "illegal character " + describe(codePoint()) + " in escape sequence");
                return;
            }
            value = value * base + digit;
            at++;
        }
        if (value > (base == 8 ? 255 : Character.MAX_CODE_POINT)) {
            errors.add(first, "escape sequence is invalid Unicode code point");
        }
    }

    // ---- attributes ----

    private void attribute() {
        int begin = at;
        at++;
        identifier();
        insertComma = false;
        scan();
        if (token == Token.LPAREN) {
            attributeBody(Token.RPAREN, 0);
        } else {
            errors.add(at, "invalid attribute: expected '('");
        }
        start = begin;
        word = null;
        token = Token.ATTRIBUTE;
    }

    private void attributeBody(Token close, int depth) {
        while (true) {
            scan();
            if (token == close) {
                return;
            }
            switch (token) {
                case EOF -> {
                    errors.add(at, "attribute missing '" + close.text() + "'");
                    return;
                }
                case INTERPOLATION -> throw errors.fatal(start, "interpolation not allowed in attribute");
                case LPAREN, LBRACE, LBRACK -> {
                    if (depth > 100) {
                        throw errors.fatal(start, "attribute is nested too deeply");
                    }
                    attributeBody(
                            token == Token.LPAREN ? Token.RPAREN : token == Token.LBRACE ? Token.RBRACE : Token.RBRACK,
                            depth + 1);
                }
                case RPAREN, RBRACK, RBRACE -> errors.add(at, "unexpected '" + token.text() + "'");
                default -> {
                    // any other token is part of the body as it stands
                }
            }
        }
    }
}
