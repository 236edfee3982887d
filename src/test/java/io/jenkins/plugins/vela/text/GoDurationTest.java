package io.jenkins.plugins.vela.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1s, PT1S",
        "1h30m, PT1H30M",
        "1.5s, PT1.5S",
        "300ms, PT0.3S",
        ".5m, PT30S",
        "2us, PT0.000002S",
        "1h1m1s1ms, PT1H1M1.001S",
        "+3s, PT3S",
        "-3s, PT-3S"
    })
    void readsWhatGoReads(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1d", "s", "1 s", "1s ", "--1s", "1h-1s", "1e3s", "9999999999999h"})
    void refusesWhatGoRefuses(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT1.5S, 1.5s", "PT1H, 1h0m0s", "PT90S, 1m30s", "PT0.3S, 300ms", "PT0.0015S, 1.5ms"})
    void printsAsGoPrints(Duration duration, String expected) {
        assertThat(GoDuration.format(duration)).isEqualTo(expected);
    }
}
