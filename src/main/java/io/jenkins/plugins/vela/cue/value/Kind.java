package io.jenkins.plugins.vela.cue.value;

/** Kinds of values as bits; a set of kinds is an {@code int}. Hot code compares sets of kinds all the time. */
public final class Kind {
    public static final int NONE = 0;
    public static final int NULL = 1;
    public static final int BOOL = 2;
    public static final int INT = 4;
    public static final int FLOAT = 8;
    public static final int STRING = 16;
    public static final int BYTES = 32;
    public static final int STRUCT = 64;
    public static final int LIST = 128;
    public static final int FUNCTION = 256;

    public static final int NUMBER = INT | FLOAT;
    public static final int SCALAR = NULL | BOOL | NUMBER | STRING | BYTES;
    public static final int TOP = SCALAR | STRUCT | LIST;

    private Kind() {}

    /** As messages name it: {@code int}, {@code number}, {@code (int|string)}, {@code _}. */
    public static String name(int kinds) {
        if (kinds == TOP) {
            return "_";
        }
        if (kinds == NONE) {
            return "_|_";
        }
        StringBuilder text = new StringBuilder();
        int count = 0;
        if ((kinds & NUMBER) == NUMBER) {
            text.append("number");
            count++;
        }
        for (int bit = 1; bit <= FUNCTION; bit <<= 1) {
            if ((kinds & bit) == 0 || ((bit & NUMBER) != 0 && (kinds & NUMBER) == NUMBER)) {
                continue;
            }
            if (count++ > 0) {
                text.append('|');
            }
            text.append(single(bit));
        }
        return count > 1 ? "(" + text + ")" : text.toString();
    }

    private static String single(int bit) {
        return switch (bit) {
            case NULL -> "null";
            case BOOL -> "bool";
            case INT -> "int";
            case FLOAT -> "float";
            case STRING -> "string";
            case BYTES -> "bytes";
            case STRUCT -> "struct";
            case LIST -> "list";
            default -> "func";
        };
    }
}
