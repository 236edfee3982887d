package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MaskerTest {

    private final Masker masker = new Masker();

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
}
