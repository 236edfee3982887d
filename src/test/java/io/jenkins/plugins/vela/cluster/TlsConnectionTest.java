package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections with certificates on both sides, as kubeconfigs of real clusters have them. */
@Timeout(60)
class TlsConnectionTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private HttpsServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void bothSidesShowTheirCertificates(String algorithm) throws Exception {
        KeyStore store = identity(algorithm);
        server = start(store);
        String certificate = pem("CERTIFICATE", store.getCertificate("me").getEncoded());
        String key = pem("PRIVATE KEY", store.getKey("me", PASSWORD).getEncoded());
        String user = "client-certificate-data: " + certificate + ", client-key-data: " + key;
        try (Clusters clusters = clusters("certificate-authority-data: " + certificate, user)) {
            clusters.get("").check();
        }
        try (Clusters clusters = clusters("certificate-authority-data: " + certificate, "token: x")) {
            assertThatThrownBy(() -> clusters.get("").check()).isInstanceOf(ClusterException.class);
        }
        try (Clusters clusters = clusters("insecure-skip-tls-verify: false", user)) {
            assertThatThrownBy(() -> clusters.get("").check())
                    .isInstanceOfSatisfying(
                            ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                    .hasMessageContaining("TLS with localhost");
        }
        try (Clusters clusters = clusters("insecure-skip-tls-verify: true", user)) {
            clusters.get("").check();
        }
    }

    private Clusters clusters(String cluster, String user) {
        String kubeconfig = "clusters: [{name: a, cluster: {server: 'https://localhost:"
                + server.getAddress().getPort() + "', " + cluster + "}}]\n"
                + "contexts: [{name: a, context: {cluster: a, user: a}}]\ncurrent-context: a\n"
                + "users: [{name: a, user: {" + user + "}}]\n";
        return Clusters.builder()
                .cluster(
                        "",
                        new ClusterSource.KubeconfigText(
                                "tls", kubeconfig, Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .build();
    }

    private static String pem(String what, byte[] content) {
        String text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private KeyStore identity(String algorithm) throws Exception {
        Path file = directory.resolve(algorithm + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "me",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** An API server that answers {@code /version} to whoever shows the certificate that it has itself. */
    private static HttpsServer start(KeyStore store) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("me", store.getCertificate("me"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/version", exchange -> {
            byte[] answer = "{\"major\":\"1\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
