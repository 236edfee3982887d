package io.jenkins.plugins.vela.cue.syntax;

/** Delimits a number: its value is the business of {@link NumberDecoder}. */
final class NumberScanner {
    private static final int END = -1;

    private final String text;
    private final int start;
    private final ErrorSink errors;
    private int at;
    private Token token = Token.INT;

    NumberScanner(String text, int start, ErrorSink errors) {
        this.text = text;
        this.start = start;
        this.errors = errors;
        this.at = start;
    }

    /** Where the number ends. */
    int end() {
        return at;
    }

    private int peek() {
        return peek(0);
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

    /** Reads over the number and tells its kind. */
    Token scan() {
        token = Token.INT;
        if (take('0')) {
            int base =
                    switch (peek()) {
                        case 'x', 'X' -> 16;
                        case 'b' -> 2;
                        case 'o' -> 8;
                        default -> 10;
                    };
            if (base != 10) {
                at++;
                digits(base);
                if (at - start <= 2) {
                    errors.add(
                            start,
                            "illegal " + (base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary") + " number");
                }
                return token;
            }
            boolean moreDigits = peek() >= '0' && peek() <= '9';
            if (moreDigits) {
                digits(10);
            }
            if (peek() != '.' && peek() != 'e' && peek() != 'E') {
                if (moreDigits) {
                    errors.add(start, "illegal integer number");
                }
                return token;
            }
        } else {
            digits(10);
        }
        if (peek() == '.' && peek(1) != '.') {
            token = Token.FLOAT;
            at++;
            digits(10);
        }
        int ch = peek();
        if (ch == 'K' || ch == 'M' || ch == 'G' || ch == 'T' || ch == 'P') {
            token = Token.INT;
            at++;
            take('i');
        } else if (ch == 'e' || ch == 'E') {
            token = Token.FLOAT;
            at++;
            if (!take('-')) {
                take('+');
            }
            digits(10);
        }
        return token;
    }

    private void digits(int base) {
        int last = 0;
        for (int ch = peek(); ch == '_' || (ch != END && ch < 0x80 && Character.digit(ch, base) >= 0); ch = peek()) {
            if (last == '_' && ch == '_') {
                errors.add(at, "illegal '_' in number");
            }
            last = ch;
            at++;
        }
        if (last == '_') {
            errors.add(at - 1, "illegal '_' in number");
        }
    }
}
