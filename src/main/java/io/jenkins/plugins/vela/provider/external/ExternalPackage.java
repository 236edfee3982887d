package io.jenkins.plugins.vela.provider.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.http.HttpCall;
import io.jenkins.plugins.vela.provider.http.HttpFailure;
import io.jenkins.plugins.vela.provider.http.HttpReply;
import io.jenkins.plugins.vela.provider.http.SafeHttp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Package} object of KubeVela ({@code cue.oam.dev}): CUE that templates import, and a service that performs its
 * actions. An action is a POST of its {@code $params} to {@code <endpoint>/<do>}; the object in the answer becomes its {@code
 * $returns}. What such an action does is not known here, so it is sent once, and again only if it provably never left.
 */
public final class ExternalPackage implements ActionProvider {

    /** The kind of the objects read here. */
    public static final String KIND = "Package";

    private static final String GROUP = "cue.oam.dev/";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern DO = Pattern.compile("#do:\\s*\"([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String importPath;
    private final Optional<URI> endpoint;
    private final Map<String, String> headers;
    private final List<CueSource> templates;
    private final Set<String> actions;
    private final SafeHttp http = new SafeHttp();

    private ExternalPackage(
            String name,
            String importPath,
            Optional<URI> endpoint,
            Map<String, String> headers,
            List<CueSource> templates) {
        this.name = name;
        this.importPath = importPath;
        this.endpoint = endpoint;
        this.headers = Map.copyOf(headers);
        this.templates = List.copyOf(templates);
        Set<String> named = new TreeSet<>();
        for (CueSource template : templates) {
            Matcher matcher = DO.matcher(template.text());
            while (matcher.find()) {
                named.add(matcher.group(1));
            }
        }
        this.actions = Set.copyOf(named);
    }

    /** Whether an object calls itself a package. */
    public static boolean is(JsonNode object) {
        return object.path("kind").asText().equals(KIND)
                && object.path("apiVersion").asText().startsWith(GROUP);
    }

    /**
     * The package in an object.
     *
     * @throws IllegalArgumentException when it is none; the message names the field and what was expected
     */
    public static ExternalPackage of(JsonNode object) {
        String name = required(object, "/metadata/name");
        String path = required(object, "/spec/path");
        List<CueSource> templates = new ArrayList<>();
        object.at("/spec/templates")
                .properties()
                .forEach(file -> templates.add(new CueSource(
                        path + "/" + file.getKey(), file.getValue().asText())));
        if (templates.isEmpty()) {
            throw new IllegalArgumentException("spec.templates: expected at least one CUE file");
        }
        JsonNode provider = object.at("/spec/provider");
        if (provider.isMissingNode()) {
            return new ExternalPackage(name, path, Optional.empty(), Map.of(), templates);
        }
        String protocol = provider.path("protocol").asText("http");
        if (!protocol.equals("http") && !protocol.equals("https")) {
            throw new IllegalArgumentException(
                    "spec.provider.protocol: " + protocol + " is not supported, expected http or https");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        provider.path("header")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        header.getValue().isArray()
                                ? header.getValue().path(0).asText()
                                : header.getValue().asText()));
        return new ExternalPackage(
                name,
                path,
                Optional.of(endpoint(protocol, required(object, "/spec/provider/endpoint"))),
                headers,
                templates);
    }

    private static String required(JsonNode object, String pointer) {
        String text = object.at(pointer).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(pointer.substring(1).replace('/', '.') + ": expected a text");
        }
        return text;
    }

    private static URI endpoint(String protocol, String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : protocol + "://" + text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, like an address without a host
        }
        throw new IllegalArgumentException(
                "spec.provider.endpoint: expected an address such as https://example.org/base");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String importPath() {
        return importPath;
    }

    @Override
    public List<CueSource> facade() {
        return templates;
    }

    @Override
    public Set<String> actions() {
        return actions;
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.EFFECT_ONCE;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        if (endpoint.isEmpty()) {
            return new Outcome.Failed(ActionError.definite(
                    call.describe() + ": the package " + name + " has no provider that could perform it"));
        }
        String base = endpoint.get().toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + call.action());
        Map<String, String> sent = new LinkedHashMap<>(headers);
        sent.putIfAbsent("Content-Type", "application/json");
        sent.putIfAbsent("Idempotency-Key", context.idempotencyKey());
        HttpCall request = new HttpCall(
                "POST",
                uri,
                sent,
                headers.keySet(),
                Optional.of(call.params().toString()),
                TIMEOUT,
                Optional.empty(),
                context.httpPolicy());
        try {
            HttpReply reply = http.exchange(
                    request,
                    () -> context.aboutToSend(
                            JsonNodeFactory.instance.objectNode().put("request", request.toString())));
            return answer(call, reply);
        } catch (HttpFailure e) {
            return switch (e.kind()) {
                case REFUSED -> new Outcome.Failed(ActionError.definite(e.getMessage()));
                case NOT_SENT -> new Outcome.Retry(ActionError.transientError(e.getMessage()), Optional.empty());
                case NO_RESPONSE ->
                    new Outcome.MayHaveHappened(new ActionError(
                            e.getMessage() + "; the request was sent, so it may have taken effect", false, false));
            };
        }
    }

    private Outcome answer(ActionCall call, HttpReply reply) {
        if (reply.status() >= 400) {
            return new Outcome.Failed(
                    ActionError.definite(call.describe() + ": the package " + name + " answered " + reply.status()));
        }
        try {
            JsonNode answer =
                    reply.body().isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(reply.body());
            if (answer instanceof ObjectNode object) {
                return new Outcome.Done(object, false);
            }
        } catch (JsonProcessingException e) {
            // told below, like an answer that is no object
        }
        return new Outcome.Failed(
                ActionError.definite(call.describe() + ": the package " + name + " answered with no JSON object"));
    }
}
