package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MaskerTest {

    private final Masker masker = new Masker(List::of);

    @Test
    void ofASecretOnlyItsDataIsSecret() {
        masker.add(EngineFixture.json("{value:{apiVersion:'v1',kind:'Secret',type:'Opaque',"
                + "metadata:{name:'registry',namespace:'default'},data:{password:'Z2VoZWlt',pin:'MTI='},"
                + "stringData:{token:'abcdef'}}}"));

        assertThat(masker.mask("default/registry is Opaque")).isEqualTo("default/registry is Opaque");
        assertThat(masker.mask("geheim, Z2VoZWlt, abcdef")).isEqualTo("****, ****, ****");
        assertThat(masker.mask("12 objects")).isEqualTo("12 objects");
    }

    @Test
    void ofOtherAnswersEveryLongerTextIsSecret() {
        masker.add(EngineFixture.json("{token:'a-long-token',type:'bearer',list:['another-secret']}"));

        assertThat(masker.mask("bearer a-long-token another-secret")).isEqualTo("bearer **** ****");
    }

    @Test
    void aSecretInsideAnotherLeavesNothingBehind() {
        masker.add(EngineFixture.json("['passwort','passwort-of-root']"));

        assertThat(masker.mask("it is passwort-of-root")).isEqualTo("it is ****");
    }

    @Test
    void secretsThatBecomeKnownOutsideAreMaskedFromThenOn() {
        AtomicReference<List<String>> credentials = new AtomicReference<>(List.of());
        Masker outside = new Masker(credentials::get);
        assertThat(outside.mask("Bearer of-the-cluster")).isEqualTo("Bearer of-the-cluster");

        credentials.set(List.of("of-the-cluster", "abc"));

        assertThat(outside.mask("Bearer of-the-cluster, abc")).isEqualTo("Bearer ****, abc");
    }
}
