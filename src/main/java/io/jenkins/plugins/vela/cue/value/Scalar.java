package io.jenkins.plugins.vela.cue.value;

import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Comparison of concrete scalars. */
public final class Scalar {

    private Scalar() {}

    /** The text of a string, or bytes read as UTF-8. */
    public static String text(Value value) {
        return value instanceof Binary binary
                ? new String(binary.value().toByteArray(), StandardCharsets.UTF_8)
                : ((Text) value).value();
    }

    /** Equal as {@code ==} sees it: numbers by value, whatever their kind. */
    public static boolean same(Value a, Value b) {
        if (a instanceof Num x && b instanceof Num y) {
            return x.compareTo(y) == 0;
        }
        return a.equals(b);
    }

    /** Order of two numbers, strings (bytewise, as UTF-8) or bytes. */
    public static int compare(Value a, Value b) {
        if (a instanceof Num x && b instanceof Num y) {
            return x.compareTo(y);
        }
        if (a instanceof Text x && b instanceof Text y && isAscii(x.value()) && isAscii(y.value())) {
            return x.value().compareTo(y.value());
        }
        return Arrays.compareUnsigned(bytes(a).toByteArray(), bytes(b).toByteArray());
    }

    /** Bytes, or the UTF-8 form of a string. */
    public static Bytes bytes(Value value) {
        return value instanceof Binary binary ? binary.value() : Bytes.utf8(((Text) value).value());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
