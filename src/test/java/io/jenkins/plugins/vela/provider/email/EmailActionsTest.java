package io.jenkins.plugins.vela.provider.email;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail to a real SMTP server. */
@Timeout(60)
class EmailActionsTest {

    private static GreenMail server;
    private final EmailActions email = new EmailActions();
    private final StepContext step = StepContext.with(Clusters.none());

    @BeforeAll
    static void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.withConfiguration(
                GreenMailConfiguration.aConfig().withUser("me@example.org", "me@example.org", "pa55w0rd"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static ActionCall mail(int port, String password) {
        return call(
                "email",
                "send",
                "{'from':{'address':'me@example.org','alias':'Mé','password':'" + password
                        + "','host':'127.0.0.1','port':" + port
                        + "},'to':['a@example.org','b@example.org'],'content':{'subject':'Fërtig','body':'<b>done</b>'}}");
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        assertThat(result(email.perform(step, mail(server.getSmtp().getPort(), "pa55w0rd")))
                        .isEmpty())
                .isTrue();
        assertThat(server.waitForIncomingEmail(10_000, 2)).isTrue();
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Fërtig");
        assertThat(received.getContentType()).startsWith("text/html");
        assertThat(received.getContent().toString().strip()).isEqualTo("<b>done</b>");
        assertThat(received.getMessageID()).isEqualTo("<key-1@vela-workflow>");
        assertThat(received.getFrom()[0].toString()).contains("me@example.org");
        assertThat(received.getAllRecipients()).hasSize(2);
        assertThat(step.intents()).hasSize(1);
    }

    @Test
    void aWrongPasswordIsSaidWithoutSayingIt() throws Exception {
        Outcome outcome = email.perform(step, mail(server.getSmtp().getPort(), "wr0ng-pa55"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .contains("does not accept")
                .doesNotContain("wr0ng"));
        assertThat(step.intents()).isEmpty();
    }

    @Test
    void aServerThatCannotBeReachedIsTriedAgain() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(email.perform(step, mail(free, "x"))).isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void aMailThatMayHaveBeenTakenIsNotSentAgain() throws Exception {
        try (ServerSocket dying = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> diesAfterTheMail(dying));
            server.setDaemon(true);
            server.start();
            assertThat(email.perform(step, mail(dying.getLocalPort(), ""))).isInstanceOf(Outcome.MayHaveHappened.class);
        }
    }

    /** Speaks SMTP until the mail's last line, then hangs up without an answer. */
    private static void diesAfterTheMail(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 ready");
            boolean inMail = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (inMail) {
                    if (line.equals(".")) {
                        return;
                    }
                } else if (line.startsWith("DATA")) {
                    inMail = true;
                    say(socket, "354 go on");
                } else {
                    say(socket, "250 ok");
                }
            }
        } catch (IOException e) {
            // the client has gone, and the test will say what it made of it
            return;
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void aGuardedServerDoesNotMailThroughItself() throws Exception {
        assertThat(email.perform(
                        step.under(HttpPolicy.guarded()), mail(server.getSmtp().getPort(), "pa55w0rd")))
                .isInstanceOf(Outcome.Failed.class);
    }
}
