package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
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
    void the_java_program_that_evaluates_files_compiles_and_prints_what_it_should() throws Exception {
        String program =
                blocks(Files.readString(Path.of("docs/cue.md")), "java").get(0);
        assertThat(program).hasLineCount(10);
        Path source = Files.writeString(
                directory.resolve("Snippet.java"),
                "import com.fasterxml.jackson.databind.node.IntNode;\nimport io.jenkins.plugins.vela.cue.*;\n"
                        + "public class Snippet { public static void main(String[] arguments) {\n" + program + "}}\n");
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        problems,
                        problems,
                        "-proc:none",
                        "-cp",
                        places(Cue.class, JsonNode.class, JsonParser.class, JsonProperty.class),
                        "-d",
                        directory.toString(),
                        source.toString());
        assertThat(compiled).as(problems.toString(StandardCharsets.UTF_8)).isZero();

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, DocumentationTest.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Snippet").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(console);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("name = \"shop\"\nreplicas = 2\nname: shop\nreplicas: 2\n\nshop: [schema.cue:1:")
                .contains("web.replicas: invalid value 9 (out of bound <=5)");
    }

    /** Where classes are loaded from, as a class path: launchers of tests have their own ideas of the system's. */
    private static String places(Class<?>... classes) throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> type : classes) {
            places.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
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
