package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.value.Value;
import java.util.HexFormat;

/** Package {@code encoding/hex}. */
final class HexPackage {
    private static final int ROW = 16;

    private HexPackage() {}

    static Members members() {
        return new Members("encoding/hex")
                .function("EncodedLen", INT, c -> Results.integer(c.integer(0) * 2), INT)
                .function("DecodedLen", INT, c -> Results.integer(c.integer(0) / 2), INT)
                .function("Encode", STRING, c -> Results.text(HexFormat.of().formatHex(c.bytes(0))), BYTES | STRING)
                .function("Decode", BYTES | STRING, HexPackage::decode, STRING)
                .function("Dump", STRING, c -> Results.text(dump(c.bytes(0))), BYTES | STRING);
    }

    private static Value decode(Call call) throws Failure {
        String text = call.text(0);
        for (int i = 0; i < text.length(); i++) {
            int ch = text.codePointAt(i);
            if (ch >= 0x80 || Character.digit(ch, 16) < 0) {
                String name = StrconvPackage.isGraphic(ch) ? " '" + Character.toString(ch) + "'" : "";
                throw Failure.of("encoding/hex: invalid byte: " + String.format("U+%04X", ch) + name);
            }
        }
        if (text.length() % 2 != 0) {
            throw Failure.of("encoding/hex: odd length hex string");
        }
        return Results.bytes(HexFormat.of().parseHex(text));
    }

    private static String dump(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < bytes.length; row += ROW) {
            out.append(String.format("%08x", row));
            StringBuilder text = new StringBuilder();
            for (int i = row; i < row + ROW; i++) {
                out.append(i % 8 == 0 ? "  " : " ");
                if (i < bytes.length) {
                    out.append(String.format("%02x", bytes[i] & 0xFF));
                    text.append(bytes[i] >= 32 && bytes[i] <= 126 ? (char) bytes[i] : '.');
                } else {
                    out.append("  ");
                }
            }
            out.append("  |").append(text).append("|\n");
        }
        return out.toString();
    }
}
