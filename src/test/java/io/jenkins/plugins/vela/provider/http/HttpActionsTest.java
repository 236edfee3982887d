package io.jenkins.plugins.vela.provider.http;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import io.jenkins.plugins.vela.provider.op.OpActions;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The http actions against real servers. */
@Timeout(60)
class HttpActionsTest {

    /** What a server was asked. */
    private record Seen(String method, String path, Map<String, String> headers, String body) {}

    @TempDir
    static Path directory;

    private static HttpServer server;
    private static HttpServer other;
    private static EmbeddedCluster cluster;
    private static Clusters clusters;
    private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

    private final HttpActions http = new HttpActions();
    private StepContext step;

    @BeforeAll
    static void start() throws IOException {
        server = TestServers.http();
        other = TestServers.http();
        for (HttpServer s : List.of(server, other)) {
            s.createContext("/", HttpActionsTest::answer);
        }
        cluster = EmbeddedCluster.start("secrets");
        clusters = Clusters.builder()
                .cluster(
                        "",
                        new ClusterSource.KubeconfigText(
                                "secrets", cluster.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .build();
        secret("login", Map.of("header", "Bearer s3cr3t-token"));
    }

    private static void secret(String name, Map<String, String> values) {
        ObjectNode secret = (ObjectNode) json("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'" + name + "'}}");
        ObjectNode data = secret.putObject("data");
        values.forEach((k, v) -> data.put(k, Base64.getEncoder().encodeToString(v.getBytes(StandardCharsets.UTF_8))));
        cluster.load(secret);
    }

    @AfterAll
    static void stop() {
        clusters.close();
        cluster.close();
        server.stop(0);
        other.stop(0);
    }

    @BeforeEach
    void newStep() {
        SEEN.clear();
        step = StepContext.with(clusters);
    }

    /** Records the request and does what its path says. */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), e -> e.getValue()
                        .get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        SEEN.add(new Seen(exchange.getRequestMethod(), path, headers, body));
        int status = 200;
        byte[] answer = "{\"hello\":\"wörld\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-kind", "plain");
        if (path.startsWith("/redirect/")) {
            String[] parts = path.split("/", -1);
            status = Integer.parseInt(parts[2]);
            HttpServer target = parts[3].equals("away") ? other : server;
            exchange.getResponseHeaders().set("Location", url(target, "/landed"));
        } else if (path.equals("/loop")) {
            status = 302;
            exchange.getResponseHeaders().set("Location", "/loop");
        } else if (path.equals("/metadata")) {
            status = 302;
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data");
        } else if (path.equals("/busy")) {
            status = 503;
            exchange.getResponseHeaders().set("Retry-After", "7");
        } else if (path.equals("/big")) {
            answer = new byte[200_000];
        } else if (path.equals("/echo")) {
            answer = headers.getOrDefault("authorization", "").getBytes(StandardCharsets.UTF_8);
        } else if (path.equals("/login")) {
            exchange.getResponseHeaders().set("Set-Cookie", "session=abc");
        } else if (path.equals("/token")) {
            answer = "{\"access_token\":\"abc\"}".getBytes(StandardCharsets.UTF_8);
        } else if (path.equals("/hang-up")) {
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String url(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static ActionCall request(String method, String url, String request) {
        return call("http", "do", "{'method':'" + method + "','url':'" + url + "','request':" + request + "}");
    }

    private Outcome perform(String method, String path, String request) throws InterruptedException {
        return http.perform(step, request(method, url(server, path), request));
    }

    // ---- requests and responses ----

    @Test
    void aResponseIsReturnedWhateverItsStatus() throws Exception {
        JsonNode fine = result(perform("GET", "/x", "{}"));
        assertThat(fine.path("body").asText()).isEqualTo("{\"hello\":\"wörld\"}");
        assertThat(fine.path("statusCode").asInt()).isEqualTo(200);
        assertThat(fine.at("/header/X-Kind/0").asText()).isEqualTo("plain");
        ActionCall busy = request("GET", url(server, "/busy"), "{}");
        JsonNode result = result(http.perform(step, busy));
        assertThat(result.path("statusCode").asInt()).isEqualTo(503);
        assertThat(http.pollAfter(busy, result)).contains(Duration.ofSeconds(7));
    }

    @Test
    void everyMethodIsSentWithItsBody() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            result(perform(method, "/m", "{'body':'böd','header':{'X-A':'1'}}"));
            Seen seen = SEEN.get(SEEN.size() - 1);
            assertThat(seen.method()).isEqualTo(method);
            assertThat(seen.body()).isEqualTo("böd");
            assertThat(seen.headers())
                    .containsEntry("x-a", "1")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("idempotency-key", "key-1");
        }
        assertThat(step.intents()).hasSize(4);
        result(perform("HEAD", "/m", "{}"));
        assertThat(SEEN.get(SEEN.size() - 1).headers()).doesNotContainKey("idempotency-key");
        assertThat(step.intents()).hasSize(4);
    }

    @Test
    void theNatureOfACallFollowsItsMethod() {
        assertThat(http.nature(request("GET", "http://x", "{}"))).isEqualTo(Nature.OBSERVATION);
        assertThat(http.nature(request("PUT", "http://x", "{}"))).isEqualTo(Nature.EFFECT_IDEMPOTENT);
        assertThat(http.nature(request("POST", "http://x", "{}"))).isEqualTo(Nature.EFFECT_ONCE);
    }

    @Test
    void aGivenContentTypeIsKept() throws Exception {
        result(perform("POST", "/m", "{'body':'a=b','header':{'content-type':'application/x-www-form-urlencoded'}}"));
        assertThat(SEEN.get(0).headers().get("content-type")).startsWith("application/x-www-form-urlencoded");
    }

    @Test
    void theUserInAUrlIsSentAsAHeaderAndNeverShown() throws Exception {
        ActionCall call = request("GET", url(server, "/echo").replace("//", "//me:pa55@"), "{}");
        assertThat(result(http.perform(step, call)).path("body").asText()).startsWith("Basic ");
        ActionCall broken = request("GET", "http://me:pa55@127.0.0.1:1/x?token=abc", "{}");
        assertThat(http.perform(step, broken).toString()).doesNotContain("pa55").doesNotContain("abc");
    }

    // ---- what goes wrong ----

    @Test
    void aRequestThatNeverLeftMayBeRepeated() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Outcome refused = http.perform(step, request("POST", "http://127.0.0.1:" + free + "/p", "{'body':'x'}"));
        assertThat(refused).isInstanceOf(Outcome.Retry.class);
        Outcome nameless = http.perform(step, request("POST", "http://no-such-host.invalid/p", "{'body':'x'}"));
        assertThat(nameless).isInstanceOfSatisfying(Outcome.Retry.class, r -> assertThat(
                        r.error().message())
                .contains("the name no-such-host.invalid cannot be resolved"));
        assertThat(step.intents()).isEmpty();
    }

    @Test
    void aPostWithoutAnAnswerMayHaveHappenedAndAPutIsTriedAgain() throws Exception {
        assertThat(perform("POST", "/hang-up", "{'body':'x'}")).isInstanceOf(Outcome.MayHaveHappened.class);
        assertThat(SEEN).hasSize(1);
        assertThat(perform("PUT", "/hang-up", "{'body':'x'}")).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            assertThat(http.perform(step, request("GET", url, "{'timeout':'200ms'}")))
                    .isInstanceOfSatisfying(
                            Outcome.Retry.class,
                            r -> assertThat(r.error().message()).contains("no response within 200 ms"));
            assertThat(http.perform(step, request("POST", url, "{'timeout':'200ms','body':'x'}")))
                    .isInstanceOf(Outcome.MayHaveHappened.class);
        }
    }

    @Test
    void aServerThatDripsItsAnswerIsGivenUpToo() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> {
                try (Socket socket = dripping.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        socket.getOutputStream().write('x');
                        socket.getOutputStream().flush();
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException e) {
                    // the client has hung up, which is what it should do
                    return;
                }
            });
            drip.setDaemon(true);
            drip.start();
            assertThat(http.perform(
                            step,
                            request("GET", "http://127.0.0.1:" + dripping.getLocalPort() + "/", "{'timeout':'400ms'}")))
                    .isInstanceOf(Outcome.Retry.class);
        }
    }

    @Test
    void aResponseBeyondTheLimitIsRefused() throws Exception {
        step = step.under(new HttpPolicy(List.of(), List.of(), true, 100_000));
        assertThat(perform("GET", "/big", "{}")).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .contains("larger than 100000 bytes"));
    }

    @Test
    void whatIsNoUrlOrNoDurationFails() throws Exception {
        assertThat(http.perform(step, request("GET", "ftp://x/y", "{}"))).isInstanceOf(Outcome.Failed.class);
        assertThat(http.perform(step, request("GET", "http://a b/", "{}"))).isInstanceOf(Outcome.Failed.class);
        assertThat(http.perform(step, request("GET", "", "{}"))).isInstanceOf(Outcome.Failed.class);
        assertThat(perform("GET", "/x", "{'timeout':'soon'}")).isInstanceOf(Outcome.Failed.class);
    }

    // ---- redirects and policy ----

    @Test
    void aRedirectIsFollowedWithTheMethodItAsksFor() throws Exception {
        result(perform("POST", "/redirect/303/home", "{'body':'x'}"));
        assertThat(SEEN).extracting(Seen::method).containsExactly("POST", "GET");
        SEEN.clear();
        result(perform("POST", "/redirect/307/home", "{'body':'x'}"));
        assertThat(SEEN).extracting(Seen::method).containsExactly("POST", "POST");
        assertThat(SEEN.get(1).body()).isEqualTo("x");
    }

    @Test
    void credentialsStayAtTheOriginTheyAreFor() throws Exception {
        String request = "{'header':{'Authorization':'Bearer a','X-Api-Key':'b','X-Plain':'c'},"
                + "'headersFromSecret':[{'header':'X-Mine','secret':'login','key':'header'}]}";
        result(perform("GET", "/redirect/302/home", request));
        assertThat(SEEN.get(1).headers()).containsKeys("authorization", "x-mine", "x-plain");
        SEEN.clear();
        result(perform("GET", "/redirect/302/away", request));
        assertThat(SEEN.get(0).headers()).containsKeys("authorization", "x-api-key", "x-mine", "x-plain");
        assertThat(SEEN.get(1).headers())
                .containsKey("x-plain")
                .doesNotContainKeys("authorization", "x-api-key", "x-mine");
    }

    @Test
    void aRedirectToAForbiddenAddressIsNotFollowed() throws Exception {
        assertThat(perform("GET", "/metadata", "{}")).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .contains("169.254.169.254")
                .contains("not allowed"));
        assertThat(perform("GET", "/loop", "{}")).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .contains("redirects"));
    }

    @Test
    void aGuardedServerDoesNotAskItself() throws Exception {
        step = step.under(HttpPolicy.guarded());
        assertThat(perform("GET", "/x", "{}")).isInstanceOf(Outcome.Failed.class);
        assertThat(SEEN).isEmpty();
    }

    // ---- secrets, TLS, limits ----

    @Test
    void aHeaderComesFromASecretAndItsEchoIsMarked() throws Exception {
        String request = "{'headersFromSecret':[{'header':'Authorization','secret':'login','key':'header'}]}";
        Outcome echoed = perform("GET", "/echo", request);
        assertThat(result(echoed).path("body").asText()).isEqualTo("Bearer s3cr3t-token");
        assertThat(((Outcome.Done) echoed).sensitive()).isTrue();
        assertThat(((Outcome.Done) perform("GET", "/x", request)).sensitive()).isFalse();
        assertThat(perform("GET", "/x", request.replace("'login'", "'absent'")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.error().message()).isEqualTo("Secret default/absent is not found"));
    }

    @Test
    void aLoginResponseIsMarked() throws Exception {
        assertThat(((Outcome.Done) perform("POST", "/login", "{}")).sensitive()).isTrue();
        assertThat(((Outcome.Done) perform("GET", "/login", "{}")).sensitive()).isFalse();
        assertThat(((Outcome.Done) perform("GET", "/token", "{}")).sensitive()).isTrue();
        assertThat(((Outcome.Done) perform("POST", "/x", "{}")).sensitive()).isFalse();
    }

    @Test
    void tlsMaterialComesFromASecret() throws Exception {
        TestServers.Identity identity = TestServers.Identity.create(directory);
        HttpsServer secure = TestServers.https(identity);
        try {
            secure.createContext("/", HttpActionsTest::answer);
            Map<String, String> plain = Map.of(
                    "ca.crt",
                    identity.certificate(),
                    "client.crt",
                    identity.certificate(),
                    "client.key",
                    identity.key());
            secret("tls", plain);
            secret(
                    "tls-twice",
                    plain.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> Base64.getEncoder()
                            .encodeToString(e.getValue().getBytes(StandardCharsets.UTF_8)))));
            secret("tls-broken", Map.of("ca.crt", "-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----"));
            String url = "https://localhost:" + secure.getAddress().getPort() + "/x";
            for (String name : List.of("tls", "tls-twice")) {
                JsonNode result = result(http.perform(
                        step, call("http", "do", "{'url':'" + url + "','tls_config':{'secret':'" + name + "'}}")));
                assertThat(result.path("statusCode").asInt()).isEqualTo(200);
            }
            assertThat(http.perform(step, call("http", "do", "{'method':'POST','url':'" + url + "'}")))
                    .as("an untrusted certificate: nothing was sent")
                    .isInstanceOf(Outcome.Retry.class);
            assertThat(http.perform(
                            step, call("http", "do", "{'url':'" + url + "','tls_config':{'secret':'tls-broken'}}")))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class, f -> assertThat(f.error().message())
                                    .contains("Secret default/tls-broken cannot be used for TLS"));
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void aRateLimitSaysWhenToComeBack() throws Exception {
        Clock noon = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
        String limited = "{'ratelimiter':{'limit':2,'period':'10s'}}";
        StepContext atNoon = step.at(noon);
        ActionCall call = request("GET", url(server, "/limited?page=1"), limited);
        result(http.perform(atNoon, call));
        result(http.perform(atNoon, request("GET", url(server, "/limited?page=2"), limited)));
        assertThat(http.perform(step.at(Clock.offset(noon, Duration.ofSeconds(4))), call))
                .isInstanceOfSatisfying(Outcome.Retry.class, r -> {
                    assertThat(r.after()).contains(Duration.ofSeconds(6));
                    assertThat(r.error().message()).contains("request exceeds the rate limiter");
                });
        result(http.perform(step.at(Clock.offset(noon, Duration.ofSeconds(10))), call));
        assertThat(SEEN).hasSize(3);
    }

    @Test
    void inFlatCallsTheResponseIsAMemberOfItsOwn() throws Exception {
        JsonNode result = result(
                new OpActions().perform(step, call("op", "do", "{'method':'GET','url':'" + url(server, "/x") + "'}")));
        assertThat(result.at("/response/statusCode").asInt()).isEqualTo(200);
    }
}
