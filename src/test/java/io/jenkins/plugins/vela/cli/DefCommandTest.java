package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefCommandTest {
    private static final String GREET = """
        import "vela/builtin"

        "greet": {
        	type:        "workflow-step"
        	description: "Say hello."
        	annotations: category: "Process Control"
        }

        template: {
        	say: builtin.#Message & {
        		$params: message: "hello \\(parameter.who)"
        	}
        	parameter: {
        		// +usage=Whom to greet
        		who: string
        	}
        }
        """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void list_has_one_object_for_each_type() {
        CommandRun run = CommandRun.of("def", "list", "-o", "json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.json().findValuesAsText("name")).contains("request", "build-push-image", "suspend");
        for (JsonNode type : run.json()) {
            assertThat(type.path("description").asText()).isNotBlank();
            assertThat(type.path("category").asText()).isNotBlank();
        }
    }

    @Test
    void list_shows_each_category_once() {
        CommandRun run = CommandRun.of("def", "list", "--category", "integration");
        assertThat(run.lines("External Integration")).hasSize(1);
        assertThat(run.lines("request")).isNotEmpty();
        assertThat(run.lines("suspend")).isEmpty();
    }

    @Test
    void show_tells_parameters_and_gives_a_step_to_copy() {
        CommandRun run = CommandRun.of("def", "show", "request");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines("url", "string", "(required)", "Address to send the request to"))
                .hasSize(1);
        assertThat(run.lines("method", "\"GET\" or \"POST\"")).hasSize(1);
        assertThat(run.out()).endsWith("""
            - name: version
              type: request
              properties:
                url: https://api.example.com/version
              outputs:
                - name: version
                  valueFrom: response.version
            """);
    }

    @Test
    void a_type_that_is_not_there_is_told_with_the_nearest_name() {
        CommandRun run = CommandRun.of("def", "show", "reqest");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("unknown step type \"reqest\", did you mean \"request\"?");
    }

    @Test
    void schema_is_the_model_or_openapi() {
        JsonNode model = CommandRun.of("def", "schema", "request", "-o", "json").json();
        assertThat(model.at("/parameters/fields/0/name").asText()).isEqualTo("url");
        assertThat(model.at("/parameters/fields/0/presence").asText()).isEqualTo("required");
        JsonNode openApi = CommandRun.of("def", "schema", "request", "--openapi", "-o", "json")
                .json();
        assertThat(openApi.path("openapi").asText()).isEqualTo("3.0.3");
        assertThat(openApi.at("/components/schemas/properties/properties/method/enum")
                        .toString())
                .isEqualTo("[\"GET\",\"POST\",\"PUT\",\"DELETE\"]");
    }

    @Test
    void docs_writes_a_page_for_each_type_and_an_index_and_leaves_what_is_current() throws IOException {
        write("greet.cue", GREET);
        String out = folder.resolve("out").toString();
        CommandRun first = CommandRun.of("def", "docs", "--out", out, "--definitions", folder.toString());
        assertThat(first.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out/greet.md")))
                .contains("| `who` | string | **required** | Whom to greet |");
        assertThat(Files.readString(folder.resolve("out/README.md"))).contains("[`greet`](greet.md)");
        CommandRun second = CommandRun.of("def", "docs", "--out", out, "--definitions", folder.toString());
        assertThat(second.out()).endsWith(", 0 written\n");
    }

    @Test
    void a_new_definition_has_nothing_wrong_and_its_test_passes() {
        String where = folder.toString();
        assertThat(CommandRun.of("def", "init", "wait-for-key", "--dir", where).exitCode())
                .isZero();
        CommandRun vet = CommandRun.of("def", "vet", where);
        assertThat(vet.out()).isEqualTo("""
            wait-for-key:
              1. kube.read at read
              2. builtin.wait at wait
            nothing to say
            """);
        CommandRun test = CommandRun.of("def", "test", where);
        assertThat(test.out()).isEqualTo("2 scenarios of 1 definitions, 0 failed\n");
        assertThat(test.exitCode()).isZero();
        CommandRun again = CommandRun.of("def", "init", "wait-for-key", "--dir", where);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
    }

    @Test
    void a_scenario_that_goes_otherwise_tells_where() throws IOException {
        write("greet.cue", GREET);
        write("greet.test.yaml", """
            scenario: it greets
            parameter: {who: world}
            expect:
              end: done
              actions:
              - action: builtin.message
                path: say
                params: {message: hello you}
            """);
        CommandRun run = CommandRun.of("def", "test", folder.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("FAILED greet: it greets")
                .contains("actions[0] builtin.message at say.message: expected \"hello you\", found \"hello world\"")
                .endsWith("1 scenarios of 1 definitions, 1 failed\n");
        JsonNode json =
                CommandRun.of("def", "test", folder.toString(), "-o", "json").json();
        assertThat(json.at("/0/passed").asBoolean(true)).isFalse();
    }

    @Test
    void a_file_of_scenarios_that_is_none_is_told_with_its_places() throws IOException {
        write("greet.cue", GREET);
        write("greet.test.yaml", "scenario: it greets\nparameters: {who: world}\nexpect: {end: good}\n");
        CommandRun run = CommandRun.of("def", "test", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(":2:1: parameters: no such field, did you mean \"parameter\"?")
                .contains(":3:15: expect.end: expected done, failed, waiting or refused");
    }

    @Test
    void vet_tells_what_is_wrong_with_places() throws IOException {
        Path file = write("bad.cue", GREET.replace("#Message", "#Mesage"));
        CommandRun run = CommandRun.of("def", "vet", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains(file + ":10:").contains("#Mesage").contains("did you mean \"#Message\"?");
        Path bare = write("bare.cue", GREET.replace("\t\t// +usage=Whom to greet\n", ""));
        CommandRun warned = CommandRun.of("def", "vet", bare.toString());
        assertThat(warned.exitCode()).isZero();
        assertThat(warned.out()).contains(bare + ":14:3: warning: who: // +usage=… is missing: what is it for?");
        assertThat(CommandRun.of("def", "vet", "--strict", bare.toString()).exitCode())
                .isEqualTo(2);
    }
}
