package io.jenkins.plugins.vela.cue.builtin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text as the reference sees it: a sequence of UTF-8 bytes, or of code points. */
final class Utf8 {
    private Utf8() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text, or a failure when the bytes are not UTF-8. */
    static String valid(byte[] bytes) throws Failure {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.of("illegal UTF-8 encoding");
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Number of bytes in front of a UTF-16 index; -1 stays. */
    static int byteIndex(String text, int index) {
        if (index < 0) {
            return index;
        }
        int bytes = 0;
        for (int i = 0; i < index; ) {
            int ch = text.codePointAt(i);
            bytes += ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;
            i += Character.charCount(ch);
        }
        return bytes;
    }

    /** Each code point as a string. */
    static List<String> explode(String text) {
        List<String> runes = new ArrayList<>();
        text.codePoints().forEach(ch -> runes.add(Character.toString(ch)));
        return runes;
    }

    /** Orders by bytes, which is by code points. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                // surrogates stand for code points beyond all others
                return Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Character.isSurrogate(left) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Unicode's property White_Space. */
    static boolean isSpace(int ch) {
        return switch (ch) {
            case ' ', '\t', '\n', 0x0B, '\f', '\r', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> ch >= 0x2000 && ch <= 0x200A;
        };
    }
}
