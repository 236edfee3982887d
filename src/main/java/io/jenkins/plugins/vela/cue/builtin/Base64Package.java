package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.Base64;

/** Package {@code encoding/base64}; the first argument, an alphabet, can only be {@code null} as in the reference. */
final class Base64Package {
    private Base64Package() {}

    static Members members() {
        return new Members("encoding/base64")
                .function("EncodedLen", INT, c -> Results.integer((standard(c).integer(1) + 2) / 3 * 4), TOP, INT)
                .function("DecodedLen", INT, c -> Results.integer(standard(c).integer(1) / 4 * 3), TOP, INT)
                .function("Encode", STRING, Base64Package::encode, TOP, BYTES | STRING)
                .function("Decode", BYTES | STRING, Base64Package::decode, TOP, STRING);
    }

    private static Call standard(Call call) throws Failure {
        if (call.context().value(call.value(0)).kinds() != Kind.NULL) {
            throw Failure.of("base64: unsupported encoding: cannot use value "
                    + call.context().value(call.value(0)) + " as null");
        }
        return call;
    }

    private static Value encode(Call call) throws Failure {
        return Results.text(Base64.getEncoder().encodeToString(standard(call).bytes(1)));
    }

    private static Value decode(Call call) throws Failure {
        // line ends are ignored anywhere
        String text = standard(call).text(1).replace("\n", "").replace("\r", "");
        if (text.length() % 4 != 0) {
            throw corrupt(firstIllegal(text));
        }
        try {
            return Results.bytes(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw corrupt(firstIllegal(text));
        }
    }

    private static Failure corrupt(int at) {
        return Failure.of("illegal base64 data at input byte " + at);
    }

    private static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            boolean legal = (ch >= 'A' && ch <= 'Z')
                    || (ch >= 'a' && ch <= 'z')
                    || (ch >= '0' && ch <= '9')
                    || ch == '+'
                    || ch == '/'
                    || (ch == '=' && i >= text.length() - 2 && text.length() % 4 == 0);
            if (!legal) {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }
}
