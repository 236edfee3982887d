package io.jenkins.plugins.vela.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> FIELDS =
            List.of("name", "type", "if", "timeout", "dependsOn", "inputs", "outputs", "properties");

    @ParameterizedTest
    @CsvSource({
        "dependOn,dependsOn",
        "dependson,dependsOn",
        "timeuot,timeout",
        "input,inputs",
        "output,outputs",
        "propertys,properties",
        "Name,name",
        "tpye,type",
        "fi,if",
    })
    void a_slip_finds_the_word(String slip, String meant) {
        assertThat(Suggestion.nearest(slip, FIELDS)).contains(meant);
    }

    @Test
    void another_word_finds_nothing() {
        assertThat(Suggestion.nearest("retries", FIELDS)).isEmpty();
        assertThat(Suggestion.didYouMean("retries", FIELDS)).isEmpty();
        assertThat(Suggestion.didYouMean("timout", FIELDS)).isEqualTo(", did you mean \"timeout\"?");
    }

    @Test
    void equally_near_words_are_taken_in_alphabetical_order() {
        assertThat(Suggestion.nearest("cat", List.of("rat", "bat", "cart"))).contains("bat");
    }
}
