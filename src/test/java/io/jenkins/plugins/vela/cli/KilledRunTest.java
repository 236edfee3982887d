package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.vela.examples.registry.RegistryService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of a run leaves a journal with which another one ends the run. */
class KilledRunTest {
    private RegistryService registry;

    @TempDir
    private Path directory;

    @BeforeEach
    void startTheRegistryService() throws IOException {
        registry = RegistryService.start(0, Duration.ofSeconds(1));
    }

    @AfterEach
    void stopTheRegistryService() {
        registry.close();
    }

    @Test
    void the_image_is_built_once_when_the_process_is_killed_while_it_waits_for_the_build() throws Exception {
        killWhen("the build is asked for", () -> registry.count("build polls") > 0);
        assertThat(registry.count("caches"))
                .as("killed before the build was done")
                .isEqualTo(0);

        CommandRun run = CommandRun.of("continue", "--state", state().toString(), "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.phase("clean-up")).isEqualTo("succeeded");
        assertThat(registry.count("builds")).isEqualTo(1);
        assertThat(registry.count("caches")).isEqualTo(1);
        assertThat(registry.count("push singapore")).isEqualTo(1);
    }

    @Test
    void nothing_is_built_again_when_the_process_is_killed_after_the_pushes() throws Exception {
        killWhen("the last region has the image", () -> registry.count("push us-west") > 0);

        CommandRun run = CommandRun.of("continue", "--state", state().toString(), "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.phase("ready-cn-shanghai")).isEqualTo("succeeded");
        assertThat(run.phase("ready-us-west")).isEqualTo("succeeded");
        assertThat(run.phase("clean-up")).isEqualTo("succeeded");
        assertThat(registry.count("builds")).isEqualTo(1);
        assertThat(registry.count("caches")).isEqualTo(1);
    }

    private void killWhen(String what, Callable<Boolean> moment) throws Exception {
        Process process = start();
        try {
            await(what).atMost(Duration.ofSeconds(90)).until(moment);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Velaflow.class.getName()));
        command.addAll(List.of("run", "examples/preload-images.yaml", "--embedded=cn-shanghai,us-west"));
        command.addAll(List.of("--context", "registry=" + registry.url(), "--state", state().toString()));
        File output = directory.resolve("output").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private Path state() {
        return directory.resolve("state");
    }
}
