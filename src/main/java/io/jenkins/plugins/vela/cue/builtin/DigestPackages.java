package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The packages {@code crypto/…}: digests, keyed digests, signatures. */
final class DigestPackages {
    /** The reference's names of digests, and Java's. */
    private static final Map<String, String> MACS = Map.of(
            "MD5", "HmacMD5",
            "SHA1", "HmacSHA1",
            "SHA224", "HmacSHA224",
            "SHA256", "HmacSHA256",
            "SHA384", "HmacSHA384",
            "SHA512", "HmacSHA512",
            "SHA512_224", "HmacSHA512/224",
            "SHA512_256", "HmacSHA512/256");

    private static final int KEY_SIZE = 32;

    private DigestPackages() {}

    static Members md5() {
        return digest(sizes(new Members("crypto/md5"), 16, 64), "Sum", "MD5");
    }

    static Members sha1() {
        return digest(sizes(new Members("crypto/sha1"), 20, 64), "Sum", "SHA-1");
    }

    static Members sha256() {
        Members all = sizes(new Members("crypto/sha256"), 32, 64).constant("Size224", Results.integer(28));
        return digest(digest(all, "Sum256", "SHA-256"), "Sum224", "SHA-224");
    }

    static Members sha512() {
        Members all = sizes(new Members("crypto/sha512"), 64, 128)
                .constant("Size224", Results.integer(28))
                .constant("Size256", Results.integer(32))
                .constant("Size384", Results.integer(48));
        digest(all, "Sum512", "SHA-512");
        digest(all, "Sum384", "SHA-384");
        digest(all, "Sum512_224", "SHA-512/224");
        return digest(all, "Sum512_256", "SHA-512/256");
    }

    static Members hmac() {
        Members all = new Members("crypto/hmac")
                .function("Sign", BYTES | STRING, DigestPackages::sign, STRING, BYTES | STRING, BYTES | STRING);
        MACS.keySet().forEach(name -> all.constant(name, Results.text(name)));
        return all;
    }

    static Members ed25519() {
        return new Members("crypto/ed25519")
                .constant("PublicKeySize", Results.integer(KEY_SIZE))
                .function("Valid", BOOL, DigestPackages::verify, BYTES | STRING, BYTES | STRING, BYTES | STRING);
    }

    private static Members sizes(Members all, int size, int block) {
        return all.constant("Size", Results.integer(size)).constant("BlockSize", Results.integer(block));
    }

    private static Members digest(Members all, String name, String algorithm) {
        return all.function(name, BYTES | STRING, c -> digest(c, algorithm), BYTES | STRING);
    }

    private static Value digest(Call call, String algorithm) throws Failure {
        try {
            return Results.bytes(MessageDigest.getInstance(algorithm).digest(call.bytes(0)));
        } catch (GeneralSecurityException e) {
            throw Failure.of(algorithm + " is not available in this Java");
        }
    }

    private static Value sign(Call call) throws Failure {
        String algorithm = MACS.get(call.text(0));
        if (algorithm == null) {
            throw Failure.of("unsupported hash function");
        }
        try {
            Mac mac = Mac.getInstance(algorithm);
            byte[] key = call.bytes(1);
            // Java refuses the empty key; a zero byte gives the same digest, since keys are padded with zeros
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return Results.bytes(mac.doFinal(call.bytes(2)));
        } catch (GeneralSecurityException e) {
            throw Failure.of(algorithm + " is not available in this Java");
        }
    }

    private static Value verify(Call call) throws Failure {
        byte[] key = call.bytes(0);
        if (key.length != KEY_SIZE) {
            throw Failure.of("ed25519: public key must be 32 bytes");
        }
        byte[] bigEndian = new byte[KEY_SIZE];
        for (int i = 0; i < KEY_SIZE; i++) {
            bigEndian[i] = key[KEY_SIZE - 1 - i];
        }
        boolean isOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        try {
            EdECPoint point = new EdECPoint(isOdd, new BigInteger(1, bigEndian));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
            signature.update(call.bytes(1));
            return Results.bool(signature.verify(call.bytes(2)));
        } catch (GeneralSecurityException | ArithmeticException e) {
            return Results.bool(false);
        }
    }
}
