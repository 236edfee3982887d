package io.jenkins.plugins.vela.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static HttpPolicy policy(List<String> allow, List<String> deny) {
        return new HttpPolicy(allow, deny, true, 1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "224.0.0.1",
                "2852039166"
            })
    void addressesThatHandOutCredentialsAreNeverReached(String host) {
        assertThatThrownBy(() -> new AddressGuard(HttpPolicy.permissive()).resolve(host))
                .isInstanceOf(AddressGuard.DeniedException.class)
                .hasMessageContaining("not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0", "localhost", "127.1", "64:ff9b::7f00:1"})
    void thisMachineIsReachedOnlyWhereThePolicySaysSo(String host) throws Exception {
        assertThat(new AddressGuard(HttpPolicy.permissive()).resolve(host)).isNotEmpty();
        assertThatThrownBy(() -> new AddressGuard(HttpPolicy.guarded()).resolve(host))
                .isInstanceOf(AddressGuard.DeniedException.class);
    }

    @Test
    void whereThereIsAListOnlyWhatItNamesIsReached() throws Exception {
        AddressGuard guard = new AddressGuard(policy(List.of("10.0.0.0/8", "*.example.org", "localhost"), List.of()));
        assertThat(guard.resolve("10.200.3.4")).hasSize(1);
        assertThat(guard.resolve("LOCALHOST")).isNotEmpty();
        assertThatThrownBy(() -> guard.resolve("11.0.0.1")).isInstanceOf(AddressGuard.DeniedException.class);
    }

    @Test
    void aDenialWinsAlsoThroughAName() {
        AddressGuard guard = new AddressGuard(policy(List.of("localhost"), List.of("127.0.0.0/8", "::1")));
        assertThatThrownBy(() -> guard.resolve("localhost")).isInstanceOf(AddressGuard.DeniedException.class);
    }
}
