package io.jenkins.plugins.vela.sandbox.contract;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An etcd and a kube-apiserver on the loopback interface, for the time of a test class. */
final class RealApiServer extends ApiUnderTest implements AutoCloseable {

    private static final String TOKEN = "contract-token";

    private final Path directory = Files.createTempDirectory("real-api-server");
    private final List<Process> processes = new ArrayList<>();
    private final int port = freePort();
    private final String etcd = "http://127.0.0.1:" + freePort();
    private HttpClient http = HttpClient.newHttpClient();

    private RealApiServer() throws IOException {}

    static RealApiServer start(String assets) throws IOException, InterruptedException {
        RealApiServer server = new RealApiServer();
        try {
            server.run(assets);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void run(String assets) throws IOException {
        String peer = "http://127.0.0.1:" + freePort();
        launch(
                List.of(
                        assets + "/etcd",
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + etcd,
                        "--advertise-client-urls=" + etcd,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer,
                        "--unsafe-no-fsync"),
                "etcd.log");
        Path key = directory.resolve("service-account.key");
        Files.writeString(key, privateKey());
        Path tokens = directory.resolve("tokens.csv");
        Files.writeString(tokens, TOKEN + ",contract,contract,system:masters\n");
        launch(
                List.of(
                        assets + "/kube-apiserver",
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--endpoint-reconciler-type=none",
                        "--secure-port=" + port,
                        "--cert-dir=" + directory.resolve("certificates"),
                        "--etcd-servers=" + etcd,
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--token-auth-file=" + tokens,
                        "--authorization-mode=RBAC",
                        "--disable-admission-plugins=ServiceAccount",
                        "--service-account-issuer=https://contract.invalid",
                        "--service-account-key-file=" + key,
                        "--service-account-signing-key-file=" + key),
                "kube-apiserver.log");
        Path certificate = directory.resolve("certificates/apiserver.crt");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(certificate) && Files.size(certificate) > 0);
        http = HttpClient.newBuilder()
                // a refused token closes the whole connection of HTTP/2
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(certificate))
                .build();
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(this::ready);
    }

    private boolean ready() {
        try {
            return get("/readyz").code() == 200
                    && get("/api/v1/namespaces/default").code() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private void launch(List<String> command, String log) throws IOException {
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext trusting(Path chain) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain)))) {
                store.setCertificateEntry("c" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String url() {
        return "https://127.0.0.1:" + port;
    }

    @Override
    String token() {
        return TOKEN;
    }

    @Override
    HttpClient http() {
        return http;
    }

    @Override
    void forgetHistory() {
        String revision = get("/api/v1/namespaces/default/events").text("/metadata/resourceVersion");
        Answer answer = send(HttpRequest.newBuilder(URI.create(etcd + "/v3/kv/compaction"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"revision\": \"" + revision + "\", \"physical\": true}")));
        answer.expect(200);
    }

    @Override
    public void close() {
        // the API server first: it complains at length about a lost etcd
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroyForcibly();
            processes.get(i).onExit().join();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot tidy up " + directory, e);
        }
    }
}
