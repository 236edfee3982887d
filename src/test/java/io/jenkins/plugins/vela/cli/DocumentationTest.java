package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows works as it is printed there. */
class DocumentationTest {
    private static final String CONFIG_MAP = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: default
            data:
              colour: blue
            """;

    @TempDir
    private Path directory;

    @Test
    void the_definition_that_is_explained_works_with_the_workflow_beside_it() throws IOException {
        String page = Files.readString(Path.of("docs/definitions.md"));
        Path definitions = Files.createDirectory(directory.resolve("definitions"));
        Files.writeString(
                definitions.resolve("wait-for-config.cue"), blocks(page, "cue").get(0));
        Path workflow = Files.writeString(
                directory.resolve("workflow.yaml"), blocks(page, "yaml").get(0) + CONFIG_MAP);

        CommandRun run = CommandRun.of(
                "run", workflow.toString(), "--definitions", definitions.toString(), "--embedded", "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.phase("wait")).isEqualTo("succeeded");
    }

    @Test
    void a_namespace_s_annotation_lets_the_builder_fail_and_the_step_says_why() throws IOException {
        String namespace = blocks(Files.readString(Path.of("docs/embedded-cluster.md")), "yaml")
                .get(0);
        Path workflow = Files.writeString(
                directory.resolve("workflow.yaml"),
                namespace + "---\n" + Files.readString(Path.of("examples/build-push-image.yaml")));

        CommandRun run = CommandRun.of("run", workflow.toString(), "--embedded", "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.step("build-push").path("message").asText())
                .matches(
                        "(?s)the builder pod build-push-image-.*-kaniko failed: container kaniko ended with exit code 1: .*");
    }

    @Test
    void links_between_pages_lead_somewhere() throws IOException {
        for (Path page : pages()) {
            Pattern link = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
            List<String> targets = link.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            for (String target : targets) {
                Path file = page.toAbsolutePath().resolveSibling(target).normalize();
                assertThat(file).as("%s in %s", target, page).exists();
            }
        }
    }

    @Test
    void readme_begins_with_the_two_commands() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme)
                .containsOnlyOnce("<!-- run -->\n```sh\n")
                .containsOnlyOnce("<!-- test -->\n```sh\nmvn verify\n```");
        assertThat(blocks(readme, "sh").get(0)).contains("velaflow run examples/preload-images.yaml");
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(
                                    Path.of("README.md"),
                                    Path.of("CONTRIBUTING.md"),
                                    Path.of("step-library/README.md"),
                                    Path.of("examples/java-service/README.md")))
                    .toList();
        }
    }
}
