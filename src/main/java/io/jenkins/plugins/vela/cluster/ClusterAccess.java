package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ClusterSource.Trust;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns a {@link ClusterSource} into fabric8's description of a connection. */
final class ClusterAccess {

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private ClusterAccess() {}

    static Config resolve(ClusterSource source, Map<String, String> environment) throws ClusterException {
        Config config;
        if (source instanceof ClusterSource.KubeconfigFile f) {
            config = Kubeconfig.read(f.path()).access(f.context(), Trust.ADMINISTRATOR);
        } else if (source instanceof ClusterSource.KubeconfigText t) {
            config = Kubeconfig.parse(t.name(), t.text()).access(t.context(), t.trust());
        } else {
            config = current((ClusterSource.Current) source, environment);
        }
        // our own retries know which requests may be repeated; fabric8's do not
        config.setRequestRetryBackoffLimit(0);
        // watches and log streams stay open: the limits that suit short requests would starve everything else
        config.setMaxConcurrentRequests(4096);
        config.setMaxConcurrentRequestsPerHost(4096);
        config.setUserAgent("vela-workflow");
        return config;
    }

    private static Config current(ClusterSource.Current source, Map<String, String> environment)
            throws ClusterException {
        List<Path> candidates = new ArrayList<>();
        String variable = environment.getOrDefault("KUBECONFIG", "");
        if (variable.isEmpty()) {
            candidates.add(
                    Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kube", "config"));
        } else {
            Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(variable)
                    .filter(s -> !s.isEmpty())
                    .map(Path::of)
                    .forEach(candidates::add);
        }
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                Kubeconfig kubeconfig = Kubeconfig.read(candidate);
                boolean serves = source.context()
                        .map(c -> kubeconfig.contexts().contains(c))
                        .orElse(!kubeconfig.currentContext().isEmpty());
                if (serves) {
                    return kubeconfig.access(source.context(), Trust.ADMINISTRATOR);
                }
            }
        }
        if (environment.containsKey("KUBERNETES_SERVICE_HOST") && Files.exists(SERVICE_ACCOUNT.resolve("token"))) {
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl("https://" + environment.get("KUBERNETES_SERVICE_HOST") + ":"
                            + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443") + "/")
                    .withCaCertFile(SERVICE_ACCOUNT.resolve("ca.crt").toString())
                    .withOauthTokenProvider(new TokenFile(SERVICE_ACCOUNT.resolve("token")))
                    .build();
        }
        throw new ClusterException(
                Reason.CONFIGURATION,
                "no cluster is configured: there is no usable kubeconfig ("
                        + String.join(
                                ", ", candidates.stream().map(Path::toString).toList()) + ")");
    }
}
