package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Package {@code uuid}: nothing here is random. */
final class UuidPackage {
    private static final Pattern PLAIN =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String SOURCE = """
            ns: {
            	DNS: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
            	URL: "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
            	OID: "6ba7b812-9dad-11d1-80b4-00c04fd430c8"
            	X500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8"
            	Nil: "00000000-0000-0000-0000-000000000000"
            }
            variants: {Invalid: 0, RFC4122: 1, Reserved: 2, Microsoft: 3, Future: 4}
            """;

    private UuidPackage() {}

    static Members members() {
        return new Members("uuid", SOURCE)
                .function("Valid", BOOL, UuidPackage::valid, STRING)
                .function("Parse", STRING, c -> Results.text(format(parse(c.text(0)))), STRING)
                .function("URN", STRING, c -> Results.text("urn:uuid:" + format(parse(c.text(0)))), STRING)
                .function("FromInt", STRING, UuidPackage::fromInt, INT)
                .function("ToInt", INT, c -> Results.integer(new BigInteger(1, Utf8.bytes(c.text(0)))), STRING)
                .function("Variant", INT, c -> Results.integer(variant(parse(c.text(0)))), STRING)
                .function("Version", INT, c -> Results.integer((parse(c.text(0))[6] & 0xF0) >> 4), STRING)
                .function("SHA1", STRING, c -> hashed(c, "SHA-1", 5), STRING, BYTES | STRING)
                .function("MD5", STRING, c -> hashed(c, "MD5", 3), STRING, BYTES | STRING);
    }

    private static byte[] parse(String text) throws Failure {
        String bare =
                switch (text.length()) {
                    case 36 -> text;
                    case 45 -> {
                        if (!text.toLowerCase(Locale.ROOT).startsWith("urn:uuid:")) {
                            throw Failure.of("invalid urn prefix: " + StrconvPackage.quoted(text.substring(0, 9)));
                        }
                        yield text.substring(9);
                    }
                    case 38 -> text.substring(1, 37);
                    case 32 -> dashed(text);
                    default -> throw Failure.of("invalid UUID length: " + Utf8.bytes(text).length);
                };
        if (!PLAIN.matcher(bare).matches()) {
            throw Failure.of("invalid UUID format");
        }
        return HexFormat.of().parseHex(bare.replace("-", ""));
    }

    private static String dashed(String hex) {
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    private static String format(byte[] uuid) {
        return dashed(HexFormat.of().formatHex(uuid));
    }

    private static Value valid(Call call) throws Failure {
        String text = call.text(0);
        if (text.length() == 38 && (!text.startsWith("{") || !text.endsWith("}"))) {
            throw Failure.of("invalid bracketed UUID format");
        }
        parse(text);
        return Results.bool(true);
    }

    private static Value fromInt(Call call) throws Failure {
        byte[] size = call.big(0).abs().toByteArray();
        int skip = size.length > 16 && size[0] == 0 ? 1 : 0;
        int length = size.length - skip;
        if (length > 16) {
            throw Failure.of("invalid UUID (got " + length + " bytes)");
        }
        byte[] uuid = new byte[16];
        System.arraycopy(size, skip, uuid, 16 - length, length);
        return Results.text(format(uuid));
    }

    private static int variant(byte[] uuid) {
        int bits = uuid[8] & 0xFF;
        if ((bits & 0xC0) == 0x80) {
            return 1;
        } else if ((bits & 0xE0) == 0xC0) {
            return 3;
        }
        return (bits & 0xE0) == 0xE0 ? 4 : 2;
    }

    private static Value hashed(Call call, String algorithm, int version) throws Failure {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(parse(call.text(0)));
            byte[] uuid = java.util.Arrays.copyOf(digest.digest(call.bytes(1)), 16);
            uuid[6] = (byte) ((uuid[6] & 0x0F) | version << 4);
            uuid[8] = (byte) ((uuid[8] & 0x3F) | 0x80);
            return Results.text(format(uuid));
        } catch (GeneralSecurityException e) {
            throw Failure.of(algorithm + " is not available in this Java");
        }
    }
}
