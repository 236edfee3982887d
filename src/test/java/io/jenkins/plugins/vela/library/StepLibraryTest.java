package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.test.DefinitionTests;
import io.jenkins.plugins.vela.definition.test.ScenarioFiles;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every definition of the library does what its scenarios say. A scenario is a step's parameters and scripted results of its
 * actions; it says how the step ends, what a person is told last, outputs, and each action with its parameters. Values at the
 * end were recorded with the reference implementation of CUE, v0.14.1. The scenarios lie beside this test, one file for each
 * definition.
 */
class StepLibraryTest {
    private static final Path DEFINITIONS = Path.of("step-library/resources/vela/definitions");
    private static final Path SCENARIOS = Path.of("src/test/resources/io/jenkins/plugins/vela/library");

    /** Types without parameters, or that take whatever they are given. */
    private static final Set<String> HARMLESS = Set.of("step-group");

    private final DefinitionLibrary library = DefinitionLibrary.builtIn();
    private final ActionRegistry actions = ActionRegistry.discovered(StepLibraryTest.class.getClassLoader());

    @TestFactory
    Stream<DynamicNode> every_scenario_goes_as_it_says() {
        DefinitionTests tests = new DefinitionTests(path -> actions.packages().getOrDefault(path, List.of()));
        ScenarioFiles files = ScenarioFiles.in(SCENARIOS);
        return types().stream()
                .map(type -> dynamicContainer(
                        type,
                        files.of(type).stream()
                                .map(scenario -> dynamicTest(scenario.name(), () -> assertThat(
                                                tests.play(definition(type), List.of(scenario)))
                                        .flatExtracting(DefinitionTests.Outcome::differences)
                                        .isEmpty()))));
    }

    @TestFactory
    Stream<DynamicNode> every_definition_and_each_of_its_parameters_is_described() {
        return types().stream()
                .map(type -> dynamicTest(type, () -> {
                    assertThat(definition(type).description()).endsWith(".");
                    assertThat(definition(type).category()).isNotEmpty();
                    CueValue parameter = compile(type).evaluate().lookup("parameter");
                    assertThat(parameter.exists()).isTrue();
                    for (CueField field : parameter.allFields()) {
                        assertThat(field.value().doc())
                                .as("%s of %s", field.label(), type)
                                .startsWith("+usage=");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicNode> scenarios_tell_of_a_failure_and_of_bad_parameters_where_there_can_be_any() {
        return types().stream()
                .filter(type -> !HARMLESS.contains(type))
                .map(type -> dynamicTest(type, () -> assertThat(scenarios(type))
                        .extracting(scenario -> scenario.at("/expect/end").asText())
                        .contains("refused", "done")));
    }

    @TestFactory
    Stream<DynamicNode> every_optional_parameter_occurs_in_a_scenario() {
        return types().stream()
                .map(type -> dynamicTest(type, () -> {
                    Set<String> used = new TreeSet<>();
                    scenarios(type)
                            .forEach(scenario ->
                                    scenario.path("parameter").fieldNames().forEachRemaining(used::add));
                    for (CueField field :
                            compile(type).evaluate().lookup("parameter").allFields()) {
                        assertThat(used).contains(field.name());
                    }
                }));
    }

    @Test
    void every_definition_has_scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(types());
        }
    }

    @Test
    void the_built_in_library_holds_exactly_these_definitions() {
        assertThat(library.types()).isEqualTo(types());
    }

    private static Set<String> types() {
        try (Stream<Path> files = Files.list(DEFINITIONS)) {
            Set<String> types = new TreeSet<>();
            files.forEach(file -> types.add(file.getFileName().toString().replace(".cue", "")));
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> scenarios(String type) {
        Path file = SCENARIOS.resolve(type + ".yaml");
        try {
            return Document.parseAll(file.toString(), Files.readString(file)).stream()
                    .map(Document::value)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StepDefinition definition(String type) {
        return library.find(type).orElseThrow();
    }

    private CueTemplate compile(String type) {
        CueOptions options = CueOptions.defaults()
                .packages(path -> actions.packages().getOrDefault(path, List.of()))
                .legacyTemplates(true)
                .tracked("#do")
                .inputs("context", "parameter");
        return Cue.compile(options, definition(type).source());
    }
}
