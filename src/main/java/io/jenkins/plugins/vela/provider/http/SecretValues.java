package io.jenkins.plugins.vela.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The values of a Secret. Never prints one. */
final class SecretValues {

    private final ObjectKey key;
    private final JsonNode data;

    private SecretValues(ObjectKey key, JsonNode data) {
        this.key = key;
        this.data = data;
    }

    static Optional<SecretValues> read(ClusterConnection cluster, String namespace, String name)
            throws ClusterException, InterruptedException {
        ObjectKey key = new ObjectKey("v1", "Secret", namespace, name);
        return cluster.get(key).map(secret -> new SecretValues(key, secret.path("data")));
    }

    /** The text under a key, which must be there. */
    String key(String name) throws ClusterException {
        return find(name).orElseThrow(() -> new ClusterException(Reason.CONFIGURATION, key + " has no key " + name));
    }

    /** The text under a key. */
    Optional<String> find(String name) throws ClusterException {
        if (!data.has(name)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(data.path(name).asText());
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ClusterException(Reason.CONFIGURATION, key + ": the value of " + name + " is not Base64");
        }
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
