package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.examples.registry.RegistryService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are run as README.md says, through the command line, against embedded clusters and the real service. */
class ExamplesTest {
    private RegistryService registry;

    @BeforeEach
    void startTheRegistryService() throws IOException {
        registry = RegistryService.start(0, Duration.ofMillis(300));
    }

    @AfterEach
    void stopTheRegistryService() {
        registry.close();
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_valid(Path example) {
        CommandRun validated = CommandRun.of("validate", example.toString());

        assertThat(validated.exitCode()).as(validated.out() + validated.err()).isEqualTo(0);
    }

    @Test
    void hello_passes_a_value_from_one_step_to_the_next() {
        CommandRun run = CommandRun.of("run", "examples/hello.yaml", "--embedded", "-o", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(0);
        assertThat(run.json().path("status").path("status").asText()).isEqualTo("succeeded");
        assertThat(run.step("repeat").path("message").asText()).isEqualTo("Hello, world!");
    }

    @Test
    void build_push_image_shows_the_log_of_the_builder() {
        CommandRun run = CommandRun.of("run", "examples/build-push-image.yaml", "--embedded");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.lines("fogdong/simple-web-demo:v1")).isNotEmpty();
        assertThat(run.lines("build-push", "succeeded")).isNotEmpty();
    }

    @Test
    void preload_images_builds_once_and_pushes_to_four_regions() {
        CommandRun run = preload("-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.phase("report-failure")).isEqualTo("skipped");
        for (String step : List.of("build", "create-cache", "push", "preload", "clean-up")) {
            assertThat(run.phase(step)).as(step).isEqualTo("succeeded");
        }
        assertThat(registry.count("builds")).isEqualTo(1);
        assertThat(registry.count("caches")).isEqualTo(1);
        assertThat(registry.count("incidents")).isEqualTo(0);
        for (String region : List.of("cn-shanghai", "us-west", "cn-shenzhen", "singapore")) {
            assertThat(registry.count("push " + region)).as(region).isEqualTo(1);
        }
        assertThat(registry.count("lost us-west")).isEqualTo(2);
    }

    @Test
    void preload_images_shows_the_service_s_log_and_starts_all_pushes_before_one_has_ended() {
        CommandRun run = preload();

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.lines("unpacking 4 layers")).hasSize(1);
        List<String> pushes = run.lines("push/push-");
        int firstEnd = firstIndex(pushes, "succeeded");
        assertThat(pushes.subList(0, firstEnd))
                .extracting(line -> line.replaceAll(".*push/(push-[a-z-]+) .*", "$1"))
                .contains("push-cn-shanghai", "push-us-west", "push-cn-shenzhen", "push-singapore");
    }

    @Test
    void preload_images_reports_a_build_that_fails_and_cleans_up_all_the_same() {
        CommandRun run = preload("-o", "json", "--context", "image=base/broken:1");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.step("build").path("message").asText())
                .isEqualTo("base/broken:1 was not built: the base layer does not exist");
        assertThat(run.phase("report-failure")).isEqualTo("succeeded");
        assertThat(run.step("report-failure").path("message").asText()).isEqualTo("reported as incident-1");
        assertThat(run.phase("create-cache")).isEqualTo("skipped");
        assertThat(run.phase("push")).isEqualTo("skipped");
        assertThat(run.phase("preload")).isEqualTo("skipped");
        assertThat(run.phase("clean-up")).isEqualTo("succeeded");
        assertThat(registry.count("incidents")).isEqualTo(1);
        assertThat(registry.count("caches")).isEqualTo(0);
    }

    @Test
    void canary_rollout_stops_where_a_person_has_to_say_yes() {
        CommandRun run = CommandRun.of("run", "examples/canary-rollout.yaml", "--embedded", "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(4);
        assertThat(run.phase("second-batch")).isEqualTo("succeeded");
        assertThat(run.phase("approve")).isEqualTo("suspending");
        assertThat(run.step("approve").path("message").asText()).startsWith("Half of the traffic");
    }

    @Test
    void canary_rollout_goes_on_when_the_person_says_yes() {
        CommandRun run = CommandRun.answering("y\n", "run", "examples/canary-rollout.yaml", "--embedded");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.lines("100 % of the traffic goes to shop-canary")).isNotEmpty();
    }

    @Test
    void canary_rollout_is_resumed_by_a_later_command_from_its_state_directory(@TempDir Path state) {
        CommandRun first =
                CommandRun.of("run", "examples/canary-rollout.yaml", "--embedded", "--state", state.toString());
        CommandRun resumed = CommandRun.of("resume", "--state", state.toString(), "-o", "json");

        assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(4);
        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isEqualTo(0);
        assertThat(resumed.phase("approve")).isEqualTo("succeeded");
        assertThat(resumed.step("last-traffic").path("message").asText()).startsWith("100 %");
    }

    @Test
    void canary_rollout_runs_through_without_an_approval() {
        CommandRun run = CommandRun.of(
                "run", "examples/canary-rollout.yaml", "--embedded", "-o", "json", "--context", "approval=none");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.phase("approve")).isEqualTo("skipped");
        assertThat(run.phase("last-traffic")).isEqualTo("succeeded");
    }

    private CommandRun preload(String... more) {
        List<String> command = List.of(
                "run",
                "examples/preload-images.yaml",
                "--embedded=cn-shanghai,us-west",
                "--context",
                "registry=" + registry.url());
        return CommandRun.of(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static int firstIndex(List<String> lines, String word) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(word)) {
                return i;
            }
        }
        throw new AssertionError("no line says " + word + ": " + lines);
    }
}
