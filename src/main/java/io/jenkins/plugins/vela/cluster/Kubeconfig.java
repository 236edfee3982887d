package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A kubeconfig, read without fabric8's typed model: that takes about a second on a cold machine, ten times as long as all the
 * rest of a connection. Only credentials that have to be computed ({@code exec}, {@code auth-provider}) go through it.
 */
final class Kubeconfig {

    private final String name;
    private final Optional<Path> file;
    private final Map<?, ?> root;

    private Kubeconfig(String name, Optional<Path> file, Map<?, ?> root) {
        this.name = name;
        this.file = file;
        this.root = root;
    }

    /** Reads a kubeconfig file. */
    static Kubeconfig read(Path path) throws ClusterException {
        try {
            return parse(path.toString(), Optional.of(path.toAbsolutePath()), Files.readString(path));
        } catch (IOException e) {
            String why = Files.exists(path) ? "cannot be read" : "does not exist";
            throw new ClusterException(Reason.CONFIGURATION, "kubeconfig " + path + " " + why);
        }
    }

    /** Reads kubeconfig text that comes from elsewhere. */
    static Kubeconfig parse(String name, String text) throws ClusterException {
        return parse(name, Optional.empty(), text);
    }

    private static Kubeconfig parse(String name, Optional<Path> file, String text) throws ClusterException {
        try {
            Object value = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text);
            if (value instanceof Map<?, ?> map && map.containsKey("clusters")) {
                return new Kubeconfig(name, file, map);
            }
        } catch (YamlEngineException e) {
            // its message quotes the text, which holds credentials
            throw new ClusterException(Reason.CONFIGURATION, "kubeconfig " + name + " is not valid YAML");
        }
        throw new ClusterException(Reason.CONFIGURATION, "kubeconfig " + name + " has no clusters");
    }

    Map<?, ?> root() {
        return root;
    }

    /** The name of the context that is used when none is asked for; empty if there is none. */
    String currentContext() {
        return text(root, "current-context");
    }

    /** The names of all contexts, in the order of the file. */
    List<String> contexts() {
        List<String> names = new ArrayList<>();
        if (root.get("contexts") instanceof List<?> list) {
            list.forEach(c -> names.add(c instanceof Map<?, ?> map ? text(map, "name") : ""));
        }
        return names;
    }

    /**
     * How to reach the cluster of a context.
     *
     * @param context the context; empty for the current one
     * @param trust whether the content may name programs and files of this machine
     */
    Config access(Optional<String> context, ClusterSource.Trust trust) throws ClusterException {
        String contextName = context.orElseGet(this::currentContext);
        if (contextName.isEmpty()) {
            throw new ClusterException(Reason.CONFIGURATION, "kubeconfig " + name + " has no current context");
        }
        Map<?, ?> chosen = entry("contexts", "context", contextName);
        Map<?, ?> cluster = entry("clusters", "cluster", text(chosen, "cluster"));
        String userName = text(chosen, "user");
        Map<?, ?> user = userName.isEmpty() ? Map.of() : entry("users", "user", userName);
        if (trust == ClusterSource.Trust.RESTRICTED) {
            refuseWhatReachesThisMachine(cluster, user);
        }
        if (user.containsKey("exec") || user.containsKey("auth-provider")) {
            return computedCredential(contextName);
        }
        String server = text(cluster, "server");
        if (server.isEmpty()) {
            throw new ClusterException(
                    Reason.CONFIGURATION, "kubeconfig " + name + ": context " + contextName + " names no server");
        }
        return build(server, cluster, user);
    }

    private Config build(String server, Map<?, ?> cluster, Map<?, ?> user) throws ClusterException {
        ConfigBuilder builder = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.endsWith("/") ? server : server + "/")
                .withTrustCerts(Boolean.parseBoolean(text(cluster, "insecure-skip-tls-verify")));
        present(cluster, "certificate-authority-data").ifPresent(builder::withCaCertData);
        path(cluster, "certificate-authority").ifPresent(builder::withCaCertFile);
        present(cluster, "proxy-url").ifPresent(builder::withHttpsProxy);
        present(cluster, "proxy-url").ifPresent(builder::withHttpProxy);
        present(user, "client-certificate-data").ifPresent(builder::withClientCertData);
        path(user, "client-certificate").ifPresent(builder::withClientCertFile);
        present(user, "client-key-data").ifPresent(builder::withClientKeyData);
        path(user, "client-key").ifPresent(builder::withClientKeyFile);
        builder.withClientKeyAlgo(ClientKey.algorithm(clientKey(user)));
        present(user, "token").ifPresent(builder::withOauthToken);
        present(user, "username").ifPresent(builder::withUsername);
        present(user, "password").ifPresent(builder::withPassword);
        present(user, "as").ifPresent(builder::withImpersonateUsername);
        Optional<String> tokenFile = path(user, "tokenFile");
        if (tokenFile.isPresent()) {
            builder.withOauthTokenProvider(new TokenFile(Path.of(tokenFile.get())));
        }
        return builder.build();
    }

    private String clientKey(Map<?, ?> user) throws ClusterException {
        Optional<String> keyFile = path(user, "client-key");
        try {
            return keyFile.isPresent()
                    ? Files.readString(Path.of(keyFile.get()), StandardCharsets.ISO_8859_1)
                    : new String(
                            Base64.getMimeDecoder().decode(text(user, "client-key-data")), StandardCharsets.ISO_8859_1);
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException(Reason.CONFIGURATION, "kubeconfig " + name + ": the client key cannot be read");
        }
    }

    private Config computedCredential(String contextName) throws ClusterException {
        try {
            return file.isPresent()
                    ? Config.fromKubeconfig(contextName, file.get().toFile())
                    : computedFromText(contextName);
        } catch (RuntimeException e) {
            throw new ClusterException(
                    Reason.CONFIGURATION, "kubeconfig " + name + ": the credential of " + contextName + " failed");
        }
    }

    /** What fabric8 renews by reading the file again is computed again here. */
    private Config computedFromText(String contextName) {
        String chosen = withCurrent(contextName);
        Config config = Config.fromKubeconfig(chosen);
        if (ComputedToken.of(config).isPresent()) {
            config.setOauthTokenProvider(new ComputedToken(() -> ComputedToken.of(Config.fromKubeconfig(chosen))));
        }
        return config;
    }

    /** The same kubeconfig, as JSON, with another current context: fabric8 takes no other from a text. */
    private String withCurrent(String contextName) {
        Map<Object, Object> changed = new LinkedHashMap<>(root);
        changed.put("current-context", contextName);
        return Json.text(changed);
    }

    private void refuseWhatReachesThisMachine(Map<?, ?> cluster, Map<?, ?> user) throws ClusterException {
        List<String> refused = new ArrayList<>();
        for (String key : List.of("certificate-authority")) {
            if (cluster.containsKey(key)) {
                refused.add(key);
            }
        }
        for (String key : List.of("exec", "auth-provider", "client-certificate", "client-key", "tokenFile")) {
            if (user.containsKey(key)) {
                refused.add(key);
            }
        }
        if (!refused.isEmpty()) {
            throw new ClusterException(
                    Reason.CONFIGURATION,
                    "kubeconfig " + name + " may not use " + String.join(", ", refused)
                            + ": only an administrator's kubeconfig may name programs and files of this machine;"
                            + " put the data itself into it");
        }
    }

    private Map<?, ?> entry(String list, String member, String wanted) throws ClusterException {
        Map<String, Map<?, ?>> byName = new LinkedHashMap<>();
        if (root.get(list) instanceof List<?> entries) {
            for (Object o : entries) {
                if (o instanceof Map<?, ?> e && e.get(member) instanceof Map<?, ?> content) {
                    byName.putIfAbsent(text(e, "name"), content);
                }
            }
        }
        Map<?, ?> found = byName.get(wanted);
        if (found == null) {
            throw new ClusterException(
                    Reason.CONFIGURATION,
                    "kubeconfig " + name + " has no " + member + " " + wanted + "; it has "
                            + byName.keySet().stream().collect(Collectors.joining(", ")));
        }
        return found;
    }

    private Optional<String> path(Map<?, ?> map, String key) {
        return present(map, key)
                .map(p -> file.map(f -> f.resolveSibling(p).toString()).orElse(p));
    }

    private static Optional<String> present(Map<?, ?> map, String key) {
        return Optional.of(text(map, key)).filter(s -> !s.isEmpty());
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }
}
