package io.jenkins.plugins.vela.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Kinds;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.controller.Controllers;
import io.jenkins.plugins.vela.sandbox.log.PodLogs;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import io.jenkins.plugins.vela.sandbox.server.ApiServer;
import io.jenkins.plugins.vela.sandbox.server.Faults;
import io.jenkins.plugins.vela.sandbox.store.ChangeLog;
import io.jenkins.plugins.vela.sandbox.store.ObjectStore;
import io.jenkins.plugins.vela.sandbox.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A small Kubernetes API in this process. It listens on the loopback interface only and answers only to its token, so
 * that other users of the machine cannot use it. Several may run side by side. Everything it holds is gone when it is
 * closed, unless its options name a file.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final List<String> FIRST_NAMESPACES =
            List.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final String name;
    private final String token;
    private final Optional<ChangeLog> changes;
    private final Registry registry;
    private final Controllers controllers;
    private final ApiServer server;

    private EmbeddedCluster(String name, EmbeddedOptions options) {
        this.name = name;
        this.token = newToken();
        this.changes = options.file().map(ChangeLog::open);
        ObjectStore store = new ObjectStore(options.history(), changes);
        this.registry =
                new Registry(Kinds.initial(options.strictKinds()), store, options.clock(), options.createNamespaces());
        PodLogs logs = new PodLogs();
        this.controllers = new Controllers(name, registry, logs, options.clock(), options.delay(), options.rules());
        registry.recallKinds();
        FIRST_NAMESPACES.forEach(registry::ensureNamespace);
        if (store.get(Resource.core("nodes").key("", "sandbox")).isEmpty()) {
            load(node());
        }
        this.server = new ApiServer(name, options.port(), token, options.strictKinds(), registry, logs);
    }

    /**
     * Starts a cluster; it serves when this returns.
     *
     * @param name names it in its kubeconfig and in thread names
     */
    public static EmbeddedCluster start(String name, EmbeddedOptions options) {
        return new EmbeddedCluster(name, options);
    }

    /** Starts a cluster with the default options. */
    public static EmbeddedCluster start(String name) {
        return start(name, EmbeddedOptions.defaults());
    }

    public String name() {
        return name;
    }

    /** The address of the API; requests need the token as {@code Authorization: Bearer}. */
    public String url() {
        return server.url();
    }

    /** The secret that a client has to show. */
    public String token() {
        return token;
    }

    /**
     * A kubeconfig with this cluster as its only context. Its address carries the token, because kubectl sends no token
     * to an address without TLS.
     */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: "%1$s"
                  cluster:
                    server: "%2$s"
                contexts:
                - name: "%1$s"
                  context:
                    cluster: "%1$s"
                    user: "%1$s"
                    namespace: default
                current-context: "%1$s"
                users:
                - name: "%1$s"
                  user:
                    token: "%3$s"
                """.formatted(name, server.urlWithToken(), token);
    }

    /** Writes the kubeconfig to a file that only its owner can read. */
    public Path writeKubeconfig(Path file) throws IOException {
        Files.deleteIfExists(file);
        OwnerOnly.create(file);
        return Files.writeString(file, kubeconfig());
    }

    /**
     * Puts an object into the cluster as it is, its status included, and replaces one that is there. What a client
     * could not do; for what a test or an example begins with.
     *
     * @return the object as the cluster holds it
     */
    public ObjectNode load(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String kindName = object.path("kind").asText();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String version = apiVersion.substring(slash + 1);
        Kinds kinds = registry.kinds();
        ResourceKind kind = kinds.findKind(group, version, kindName).orElseGet(() -> {
            if (kinds.builtInGroup(group) || !group.contains(".")) {
                throw new IllegalArgumentException(
                        "no kind " + kindName + " in " + apiVersion + " of the embedded cluster " + name);
            }
            return kinds.see(group, version, plural(kindName), kindName, true);
        });
        String namespace = kind.namespaced()
                ? Optional.of(Meta.of(object).namespace())
                        .filter(own -> !own.isEmpty())
                        .orElse("default")
                : "";
        return registry.load(kind, namespace, object);
    }

    /** What may go wrong, for tests. */
    public Faults faults() {
        return server.faults();
    }

    @Override
    public void close() {
        controllers.close();
        server.close();
        changes.ifPresent(ChangeLog::close);
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("s") || lower.endsWith("x") || lower.endsWith("ch") || lower.endsWith("sh")) {
            return lower + "es";
        }
        boolean consonantY =
                lower.endsWith("y") && lower.length() > 1 && "aeiou".indexOf(lower.charAt(lower.length() - 2)) < 0;
        return consonantY ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    private static ObjectNode node() {
        ObjectNode node = Json.object();
        node.put("apiVersion", "v1").put("kind", "Node");
        Meta.editable(node)
                .put("name", "sandbox")
                .putObject("labels")
                .put("kubernetes.io/hostname", "sandbox")
                .put("kubernetes.io/os", "linux");
        node.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "Sandbox")
                .put("message", "runs nothing");
        return node;
    }

    private static String newToken() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
