package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.docs.StepExample;
import io.jenkins.plugins.vela.definition.docs.StepManual;
import io.jenkins.plugins.vela.definition.test.ScenarioFiles;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import io.jenkins.plugins.vela.workflow.validate.WorkflowDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages in {@code docs/steps} say what the definitions say. */
class StepPagesTest {
    private static final Path PAGES = Path.of("docs/steps");
    private static final Path SCENARIOS = Path.of("src/test/resources/io/jenkins/plugins/vela/library");
    private static final String COMMAND = "./velaflow def docs --scenarios " + SCENARIOS;

    private final DefinitionLibrary library = DefinitionLibrary.builtIn();
    private final Map<String, List<CueSource>> facades =
            ActionRegistry.discovered(StepPagesTest.class.getClassLoader()).packages();
    private final CuePackages packages = path -> facades.getOrDefault(path, List.of());
    private final ScenarioFiles scenarios = ScenarioFiles.in(SCENARIOS);

    private List<StepDefinition> definitions() {
        return library.types().stream()
                .map(type -> library.find(type).orElseThrow())
                .toList();
    }

    @Test
    void the_pages_are_those_of_the_definitions_as_they_are() throws IOException {
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(written)
                .as("written anew by " + COMMAND)
                .containsExactlyInAnyOrderEntriesOf(StepManual.pages(definitions(), packages, scenarios::example));
    }

    @TestFactory
    Stream<DynamicTest> the_example_of_each_page_is_valid() {
        return definitions().stream()
                .map(definition -> dynamicTest(definition.name(), () -> assertThat(findings(steps(definition)))
                        .isEmpty()));
    }

    private static JsonNode steps(StepDefinition definition) {
        String text = StepExample.written(definition).orElseThrow();
        return Document.parseAll(definition.name(), text).get(0).value();
    }

    private List<Object> findings(JsonNode steps) {
        ObjectNode run = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "core.oam.dev/v1alpha1")
                .put("kind", "WorkflowRun");
        run.putObject("metadata").put("name", "examples").put("namespace", "default");
        run.putObject("spec").putObject("workflowSpec").set("steps", steps);
        List<Object> findings = new ArrayList<>();
        WorkflowDocuments documents =
                WorkflowDocuments.of(Document.parseAll("examples", run.toString()), findings::add);
        findings.addAll(Validator.of(library, packages).check(documents));
        return findings;
    }
}
