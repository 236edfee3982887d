package io.jenkins.plugins.vela.cue.builtin;

import java.util.Set;
import java.util.regex.Pattern;

/** What plain YAML scalars mean to the reference: mostly YAML 1.2, with timestamps and old octals of YAML 1.1. */
final class YamlScalars {
    /** The kinds of plain scalars. */
    enum Tag {
        STRING,
        NULL,
        BOOL,
        INT,
        FLOAT,
        TIMESTAMP,
        MERGE
    }

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Set<String> SPECIAL_FLOATS = Set.of(
            ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF");
    private static final Pattern INT =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]{1,16}|0[oO]?[0-7]{1,22}|0[bB][01]{1,64}|0|[1-9][0-9]{0,19})");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            + "([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}([.][0-9]*)?([zZ]|[+-][0-9]{2}:[0-9]{2})?)?");
    /** What readers of YAML 1.1 take for something else than a string. */
    private static final Set<String> LEGACY = Set.of(
            "y", "Y", "yes", "Yes", "YES", "n", "N", "t", "T", "f", "F", "no", "No", "NO", "true", "True", "TRUE",
            "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF", ".Nan");

    private static final Pattern QUOTED =
            Pattern.compile("[-+0-9:. \\t]+([-:]|[tT])[-+0-9:. \\t]+[zZ]?|0x[a-fA-F0-9]+");
    private static final int LONGEST_NUMBER = 1000;

    private YamlScalars() {}

    static Tag resolve(String plain) {
        if (NULLS.contains(plain)) {
            return Tag.NULL;
        } else if (BOOLS.contains(plain)) {
            return Tag.BOOL;
        } else if (plain.equals("<<")) {
            return Tag.MERGE;
        } else if (SPECIAL_FLOATS.contains(plain)) {
            return Tag.FLOAT;
        }
        char first = plain.charAt(0);
        if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
            return Tag.STRING;
        }
        if (plain.length() > LONGEST_NUMBER) {
            return Tag.STRING;
        }
        if (TIMESTAMP.matcher(plain).matches()) {
            return Tag.TIMESTAMP;
        }
        String bare = plain.replace("_", "");
        if (first != '.' && INT.matcher(bare).matches()) {
            return Tag.INT;
        }
        String number = first == '.' ? plain : bare;
        // what is beyond a double is no number to the reference
        return FLOAT.matcher(number).matches() && Double.isFinite(Double.parseDouble(number)) ? Tag.FLOAT : Tag.STRING;
    }

    /** Whether the writer puts a string in quotes although readers of YAML 1.2 need none. */
    static boolean isQuotedForOldReaders(String text) {
        return LEGACY.contains(text)
                || (text.length() <= LONGEST_NUMBER && QUOTED.matcher(text).matches());
    }
}
