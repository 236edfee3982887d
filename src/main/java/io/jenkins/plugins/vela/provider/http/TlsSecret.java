package io.jenkins.plugins.vela.provider.http;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.jenkins.plugins.vela.cluster.ClientKey;
import io.jenkins.plugins.vela.cluster.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * TLS material from a Secret with {@code ca.crt}, {@code client.crt} and {@code client.key}. KubeVela expects each value to be
 * Base64 once more inside the Secret; plain PEM, as everybody else writes it, is taken too.
 */
final class TlsSecret {

    /** The Secret's content is no TLS material. The message quotes none of it. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private TlsSecret() {}

    static SSLContext context(SecretValues secret) throws Unusable {
        try {
            ConfigBuilder config = new ConfigBuilder(Config.empty());
            requireCertificates(pem(secret, "ca.crt"));
            requireCertificates(pem(secret, "client.crt"));
            pem(secret, "ca.crt").map(TlsSecret::encoded).ifPresent(config::withCaCertData);
            pem(secret, "client.crt").map(TlsSecret::encoded).ifPresent(config::withClientCertData);
            pem(secret, "client.key").map(TlsSecret::encoded).ifPresent(config::withClientKeyData);
            pem(secret, "client.key").map(ClientKey::algorithm).ifPresent(config::withClientKeyAlgo);
            return SSLUtils.sslContext(config.build());
        } catch (GeneralSecurityException | IOException | ClusterException | RuntimeException e) {
            throw new Unusable(secret + " cannot be used for TLS: ca.crt, client.crt or client.key is not valid ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static Optional<String> pem(SecretValues secret, String key) throws ClusterException {
        Optional<String> value = secret.find(key);
        if (value.isPresent() && !value.get().contains("-----BEGIN")) {
            byte[] inner = Base64.getMimeDecoder().decode(value.get());
            return Optional.of(new String(inner, StandardCharsets.UTF_8));
        }
        return value;
    }

    /** fabric8 passes over what is no certificate, and would then trust the platform's authorities instead. */
    private static void requireCertificates(Optional<String> pem) throws GeneralSecurityException {
        if (pem.isPresent()) {
            byte[] bytes = pem.get().getBytes(StandardCharsets.UTF_8);
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .isEmpty()) {
                throw new CertificateException("no certificate");
            }
        }
    }

    private static String encoded(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }
}
