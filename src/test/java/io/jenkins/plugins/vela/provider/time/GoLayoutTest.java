package io.jenkins.plugins.vela.provider.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoLayoutTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                              | 2024-02-29T13:05:09Z            | 2024-02-29T13:05:09Z
                    ''                              | 2024-02-29T13:05:09.25+02:00    | 2024-02-29T11:05:09.25Z
                    2006-01-02                      | 2024-02-29                      | 2024-02-29T00:00:00Z
                    2006-01-02 15:04:05             | 2024-02-29 13:05:09             | 2024-02-29T13:05:09Z
                    Mon Jan _2 15:04:05 2006        | Thu Feb  1 13:05:09 2024        | 2024-02-01T13:05:09Z
                    Mon, 02 Jan 2006 15:04:05 MST   | Thu, 29 Feb 2024 13:05:09 UTC   | 2024-02-29T13:05:09Z
                    Mon, 02 Jan 2006 15:04:05 -0700 | Thu, 29 Feb 2024 13:05:09 +0100 | 2024-02-29T12:05:09Z
                    02/01/06 03:04PM                | 29/02/24 01:05PM                | 2024-02-29T13:05:00Z
                    January 2, 2006 at 3:04pm       | February 9, 2024 at 1:05pm      | 2024-02-09T13:05:00Z
                    20060102150405                  | 20240229130509                  | 2024-02-29T13:05:09Z
                    2006-002                        | 2024-060                        | 2024-02-29T00:00:00Z
                    2006-01-02T15:04:05.000Z07:00   | 2024-02-29T13:05:09.250Z        | 2024-02-29T13:05:09.25Z
                    """)
    void aDateIsReadAsGoReadsIt(String layout, String date, String moment) {
        assertThat(GoLayout.of(layout).parse(date)).contains(Instant.parse(moment));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                              | 2024-02-29T13:05:09Z
                    2006-01-02                      | 2024-02-29
                    Mon Jan _2 15:04:05 2006        | Thu Feb 29 13:05:09 2024
                    Mon, 02 Jan 2006 15:04:05 MST   | Thu, 29 Feb 2024 13:05:09 UTC
                    Mon, 02 Jan 2006 15:04:05 -0700 | Thu, 29 Feb 2024 13:05:09 +0000
                    02/01/06 03:04PM                | 29/02/24 01:05PM
                    2006-01-02T15:04:05.000Z07:00   | 2024-02-29T13:05:09.000Z
                    15h04                           | 13h05
                    """)
    void aMomentIsWrittenAsGoWritesIt(String layout, String date) {
        assertThat(GoLayout.of(layout).format(Instant.parse("2024-02-29T13:05:09Z")))
                .isEqualTo(date);
    }

    @Test
    void whatIsWrittenOtherwiseIsNoDate() {
        assertThat(GoLayout.of("").parse("yesterday")).isEmpty();
        assertThat(GoLayout.of("2006-01-02").parse("2023-02-29")).isEmpty();
    }
}
