package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.vela.cluster.ClusterSource.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {

    private static final String TEXT = """
            apiVersion: v1
            kind: Config
            current-context: first
            contexts:
            - name: first
              context: {cluster: one, user: someone}
            - name: second
              context: {cluster: two, user: file}
            clusters:
            - name: one
              cluster: {server: "https://one.example.org:6443", certificate-authority-data: Q0E=}
            - name: two
              cluster: {server: "https://two.example.org", insecure-skip-tls-verify: true}
            users:
            - name: someone
              user: {token: s3cr3t}
            - name: file
              user: {tokenFile: token.txt}
            """;

    @TempDir
    Path directory;

    private static Config access(String text, Optional<String> context) throws ClusterException {
        return Kubeconfig.parse("test", text).access(context, Trust.ADMINISTRATOR);
    }

    @Test
    void theCurrentContextIsUsedUnlessAnotherIsAskedFor() throws Exception {
        Config first = access(TEXT, Optional.empty());
        assertThat(first.getMasterUrl()).isEqualTo("https://one.example.org:6443/");
        assertThat(first.getOauthToken()).isEqualTo("s3cr3t");
        assertThat(first.getCaCertData()).isEqualTo("Q0E=");
        Config second = access(TEXT, Optional.of("second"));
        assertThat(second.getMasterUrl()).isEqualTo("https://two.example.org/");
        assertThat(second.isTrustCerts()).isTrue();
    }

    @Test
    void aFileIsReadBesideTheKubeconfigAndAgainWhenItChanges() throws Exception {
        Path file = Files.writeString(directory.resolve("config"), TEXT);
        Files.writeString(directory.resolve("token.txt"), "from-file\n");
        Config config = Kubeconfig.read(file).access(Optional.of("second"), Trust.ADMINISTRATOR);
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("from-file");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> access(TEXT, Optional.of("third")))
                .hasMessage("kubeconfig test has no context third; it has first, second");
        assertThatThrownBy(() -> access(TEXT.replace("current-context: first", ""), Optional.empty()))
                .hasMessageContaining("no current context");
        assertThatThrownBy(() -> Kubeconfig.read(directory.resolve("none")))
                .hasMessage("kubeconfig " + directory.resolve("none") + " does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "[1, 2]", "clusters: [", "users: [{user: {token: s3cr3t}}"})
    void whatIsNoKubeconfigIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Kubeconfig.parse("test", text))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("kubeconfig test ")
                .hasMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec: {command: sh, apiVersion: client.authentication.k8s.io/v1}",
                "auth-provider: {name: oidc}",
                "client-certificate: /etc/passwd",
                "client-key: /etc/passwd",
                "tokenFile: /etc/passwd"
            })
    void aStrangersKubeconfigMayNotReachThisMachine(String user) {
        String text = TEXT.replace("token: s3cr3t", user);
        assertThatThrownBy(() -> Kubeconfig.parse("test", text).access(Optional.empty(), Trust.RESTRICTED))
                .hasMessageContaining("may not use " + user.substring(0, user.indexOf(':')));
    }

    @Test
    void anAdministratorsKubeconfigMayComeAsTextAndLetAProgramGiveTheToken() throws Exception {
        Path program = Files.writeString(directory.resolve("give-token"), """
                #!/bin/sh
                echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "of-a-program"}}'
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String text = TEXT.replace(
                "token: s3cr3t",
                "exec: {command: " + program
                        + ", apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}");

        Config config = Kubeconfig.parse("test", text).access(Optional.empty(), Trust.ADMINISTRATOR);

        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("of-a-program");
    }

    @Test
    void theEnvironmentNamesTheKubeconfig() throws Exception {
        Path file = Files.writeString(directory.resolve("config"), TEXT);
        String path = directory.resolve("absent") + java.io.File.pathSeparator + file;
        Config config = ClusterAccess.resolve(
                new ClusterSource.Current(Optional.of("second")), Map.of("KUBECONFIG", path, "HOME", "/nowhere"));
        assertThat(config.getMasterUrl()).isEqualTo("https://two.example.org/");
        assertThatThrownBy(() -> ClusterAccess.resolve(ClusterSource.current(), Map.of("HOME", directory.toString())))
                .hasMessageContaining("no cluster is configured");
    }

    @Test
    void aCommandLineNamesAFileAndAContext() {
        assertThat(ClusterSource.parse("a/b#c"))
                .isEqualTo(new ClusterSource.KubeconfigFile(Path.of("a/b"), Optional.of("c")));
        assertThat(ClusterSource.parse("a/b"))
                .isEqualTo(new ClusterSource.KubeconfigFile(Path.of("a/b"), Optional.empty()));
    }
}
