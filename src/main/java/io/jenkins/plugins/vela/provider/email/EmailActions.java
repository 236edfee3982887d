package io.jenkins.plugins.vela.provider.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.http.OutboundHost;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * The {@code vela/email} actions. A mail is sent once: what fails before the server was given the mail may be tried again, what
 * fails afterwards "may have happened".
 */
public final class EmailActions implements ActionProvider {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int IMPLICIT_TLS_PORT = 465;

    @Override
    public String name() {
        return "email";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(EmailActions.class, "vela/email/email.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("send");
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.EFFECT_ONCE;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        JsonNode from = call.params().path("from");
        String host = from.path("host").asText();
        String server = host + ":" + from.path("port").asInt();
        try {
            if (OutboundHost.allowed(context.httpPolicy(), host).isEmpty()) {
                return failed("cannot send the mail: connections to " + host + " are not allowed by the HTTP policy");
            }
        } catch (UnknownHostException e) {
            return retry("cannot send the mail: the name " + host + " cannot be resolved");
        }
        Session session = Session.getInstance(properties(from));
        try {
            MimeMessage message = message(session, context, call);
            Transport transport = session.getTransport("smtp");
            try {
                connect(transport, from);
                context.aboutToSend(JsonNodeFactory.instance.objectNode().put("mail", context.idempotencyKey()));
                return deliver(transport, message, server);
            } finally {
                closeQuietly(transport);
            }
        } catch (AuthenticationFailedException e) {
            return failed("cannot send the mail: " + server + " does not accept the sender's password");
        } catch (UnsupportedEncodingException e) {
            return failed("cannot send the mail: the sender's alias cannot be written in UTF-8");
        } catch (jakarta.mail.internet.AddressException e) {
            return failed("cannot send the mail: not a mail address: " + e.getRef());
        } catch (MessagingException e) {
            return retry("cannot send the mail: no connection to " + server);
        }
    }

    private static Outcome deliver(Transport transport, MimeMessage message, String server) {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
        } catch (SMTPSendFailedException e) {
            // without a code of its own the server was given the mail and then fell silent
            return e.getReturnCode() < 400 ? unknown(server) : refused(server, e, e.getReturnCode() < 500);
        } catch (SendFailedException e) {
            // a recipient was refused, before the mail itself
            return refused(server, e, false);
        } catch (MessagingException e) {
            return unknown(server);
        }
    }

    private static Outcome unknown(String server) {
        return new Outcome.MayHaveHappened(new ActionError(
                "failed to send email: " + server
                        + " was given the mail and its answer is not known; it may have been sent",
                false,
                false));
    }

    private static Outcome refused(String server, Exception e, boolean forNow) {
        String message = "failed to send email: " + server + " refuses it: " + firstLine(e);
        return forNow ? retry(message) : failed(message);
    }

    /** How the conversation ends changes nothing about the mail. */
    private static void closeQuietly(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            return;
        }
    }

    private static String firstLine(Exception e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.lines().findFirst().orElse(text);
    }

    private static Outcome failed(String message) {
        return new Outcome.Failed(ActionError.definite(message));
    }

    private static Outcome retry(String message) {
        return new Outcome.Retry(ActionError.transientError(message), Optional.empty());
    }

    /** A server that knows no users takes mail without a password. */
    private static void connect(Transport transport, JsonNode from) throws MessagingException {
        String password = from.path("password").asText("");
        int port = from.path("port").asInt();
        String host = from.path("host").asText();
        if (password.isEmpty()) {
            transport.connect(host, port, null, null);
        } else {
            transport.connect(host, port, from.path("address").asText(), password);
        }
    }

    private static Properties properties(JsonNode from) {
        int port = from.path("port").asInt();
        Properties properties = new Properties();
        properties.put("mail.smtp.host", from.path("host").asText());
        properties.put("mail.smtp.port", Integer.toString(port));
        properties.put(
                "mail.smtp.auth",
                Boolean.toString(!from.path("password").asText("").isEmpty()));
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(port == IMPLICIT_TLS_PORT));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        for (String timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.put("mail.smtp." + timeout, Integer.toString(TIMEOUT_MILLIS));
        }
        return properties;
    }

    private static MimeMessage message(Session session, ActionContext context, ActionCall call)
            throws MessagingException, UnsupportedEncodingException {
        JsonNode params = call.params();
        JsonNode from = params.path("from");
        // the same id for every attempt, so that a mail which was sent twice after all can be recognised
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + context.idempotencyKey() + "@vela-workflow>");
            }
        };
        InternetAddress sender = new InternetAddress(from.path("address").asText(), true);
        if (from.has("alias")) {
            sender.setPersonal(from.path("alias").asText(), StandardCharsets.UTF_8.name());
        }
        message.setFrom(sender);
        List<InternetAddress> recipients = new ArrayList<>();
        for (JsonNode to : params.path("to")) {
            recipients.add(new InternetAddress(to.asText(), true));
        }
        message.setRecipients(MimeMessage.RecipientType.TO, recipients.toArray(InternetAddress[]::new));
        message.setSubject(params.path("content").path("subject").asText(), StandardCharsets.UTF_8.name());
        message.setContent(params.path("content").path("body").asText(), "text/html; charset=UTF-8");
        message.setSentDate(Date.from(context.clock().instant()));
        return message;
    }
}
