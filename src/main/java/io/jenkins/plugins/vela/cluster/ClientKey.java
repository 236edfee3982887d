package io.jenkins.plugins.vela.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What fabric8 has to be told about a private key in PEM: it assumes RSA otherwise. */
public final class ClientKey {

    /** The object identifier of elliptic-curve keys, as every PKCS #8 key of that kind contains it. */
    private static final String EC_PUBLIC_KEY = new String(
            new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01}, StandardCharsets.ISO_8859_1);

    private ClientKey() {}

    /** {@code EC} or {@code RSA}. */
    public static String algorithm(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return "EC";
        }
        String body = pem.replaceAll("-----[^-]*-----", "");
        try {
            byte[] key = Base64.getMimeDecoder().decode(body);
            return new String(key, StandardCharsets.ISO_8859_1).contains(EC_PUBLIC_KEY) ? "EC" : "RSA";
        } catch (IllegalArgumentException e) {
            // not PEM at all; whoever loads it will say so
            return "RSA";
        }
    }
}
