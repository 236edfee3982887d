package io.jenkins.plugins.vela.cluster;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody who keeps a kubeconfig has to know of it before it is used: what in it must never be shown, and whom it makes
 * this machine talk to. Prints nothing of it. Immutable.
 */
public final class KubeconfigContents {

    /** Members of a user that hold a secret, wherever they stand. */
    private static final Set<String> SECRET = Set.of(
            "token", "password", "client-key-data", "id-token", "refresh-token", "access-token", "client-secret");

    /** Shorter lines of a key are its frame. */
    private static final int MIN_KEY_LINE = 16;

    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> hosts = new TreeSet<>();

    private KubeconfigContents() {}

    /**
     * Reads a kubeconfig.
     *
     * @param name what errors call it
     * @throws ClusterException when it is none; the message quotes nothing of it
     */
    public static KubeconfigContents of(String name, String text) throws ClusterException {
        Map<?, ?> root = Kubeconfig.parse(name, text).root();
        KubeconfigContents contents = new KubeconfigContents();
        contents.secretsOf("", root.get("users"));
        if (root.get("clusters") instanceof List<?> clusters) {
            for (Object entry : clusters) {
                if (entry instanceof Map<?, ?> named && named.get("cluster") instanceof Map<?, ?> cluster) {
                    contents.host(name, cluster.get("server"));
                    contents.host(name, cluster.get("proxy-url"));
                }
            }
        }
        return contents;
    }

    /** Tokens, passwords and keys, as they stand there, as they mean, and as base64. */
    public Set<String> secrets() {
        return Collections.unmodifiableSet(secrets);
    }

    /** The machines that it names: servers and proxies. */
    public Set<String> hosts() {
        return Collections.unmodifiableSet(hosts);
    }

    private void secretsOf(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            boolean variable = map.containsKey("name") && map.containsKey("value");
            map.forEach((member, inner) ->
                    secretsOf(variable && member.equals("value") ? "token" : String.valueOf(member), inner));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> secretsOf(key, inner));
        } else if (value != null && SECRET.contains(key)) {
            secret(value.toString(), key.equals("client-key-data"));
        }
    }

    private void secret(String text, boolean encoded) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return;
        }
        secrets.add(stripped);
        if (!encoded) {
            secrets.add(Base64.getEncoder().encodeToString(stripped.getBytes(StandardCharsets.UTF_8)));
            return;
        }
        decoded(stripped).ifPresent(key -> key.lines()
                .map(String::strip)
                .filter(line -> line.length() >= MIN_KEY_LINE && !line.startsWith("-----"))
                .forEach(secrets::add));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private void host(String name, Object address) throws ClusterException {
        if (address == null || address.toString().isBlank()) {
            return;
        }
        try {
            String host = URI.create(address.toString().strip()).getHost();
            if (host != null) {
                hosts.add(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
                return;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // told below; its own message quotes the address, which may hold a password
        }
        throw new ClusterException(
                ClusterException.Reason.CONFIGURATION,
                "kubeconfig " + name + ": the address of a server or a proxy is none");
    }
}
