package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunNameTest {

    @Test
    void jobBuildAndPlaceAreReadable() {
        assertThat(RunName.of("team/Shop Deploy", 12, "7")).startsWith("team-shop-deploy-12-7-");
    }

    @Test
    void everyNameIsFitForAnObject() {
        for (String job : new String[] {"a", "ÄÖ", "-", "a/b/c/d/".repeat(30) + "end", "9-lives"}) {
            String name = RunName.of(job, 123456, "4711");

            assertThat(name).hasSizeLessThanOrEqualTo(40).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
        }
    }

    @Test
    void whatIsCutOffStillMakesADifference() {
        assertThat(RunName.of("a".repeat(60), 1, "3")).isNotEqualTo(RunName.of("b" + "a".repeat(60), 1, "3"));
        assertThat(RunName.of("job", 1, "3"))
                .isNotEqualTo(RunName.of("job", 1, "4"))
                .isEqualTo(RunName.of("job", 1, "3"));
    }
}
