package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class KubeconfigContentsTest {

    private static final String KEY =
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQDa\n-----END PRIVATE KEY-----\n";

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tokensPasswordsAndKeysAreSecretAndNamesAreNot() throws Exception {
        KubeconfigContents contents = KubeconfigContents.of("prod", """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://prod.example.org:6443"}}]
                users:
                  - {name: robot, user: {token: the-token}}
                  - {name: person, user: {username: anna, password: her-password}}
                  - {name: machine, user: {client-certificate-data: Y2VydA==, client-key-data: %s}}
                  - {name: program, user: {exec: {command: aws, env: [{name: AWS_SECRET, value: from-the-environment}]}}}
                contexts: [{name: x, context: {cluster: c, user: robot}}]
                current-context: x
                """.formatted(base64(KEY)));

        assertThat(contents.secrets())
                .contains("the-token", base64("the-token"), "her-password", "from-the-environment", base64(KEY))
                .contains("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "BKcwggSjAgEAAoIBAQDa")
                .doesNotContain("robot", "anna", "aws", "Y2VydA==", "-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void serversAndProxiesAreWhoIsTalkedTo() throws Exception {
        KubeconfigContents contents = KubeconfigContents.of("prod", """
                clusters:
                  - {name: a, cluster: {server: "https://prod.example.org:6443", proxy-url: "http://proxy.example.org:3128"}}
                  - {name: b, cluster: {server: "https://[fd00:ec2::254]/"}}
                """);

        assertThat(contents.hosts()).containsExactly("fd00:ec2::254", "prod.example.org", "proxy.example.org");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> KubeconfigContents.of(
                        "prod", "clusters: [{name: a, cluster: {server: 'https://user:pass word@x'}}]"))
                .isInstanceOf(ClusterException.class)
                .hasMessage("kubeconfig prod: the address of a server or a proxy is none");
    }
}
