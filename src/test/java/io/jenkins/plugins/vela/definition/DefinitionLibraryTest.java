package io.jenkins.plugins.vela.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.document.Position;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefinitionLibraryTest {
    private static StepDefinition definition(String name, String source) {
        return new StepDefinition(name, "", "", "", Map.of(), Map.of(), "", source, Position.start(source));
    }

    private static FixedDefinitions layer(String source, String... names) {
        return FixedDefinitions.of(
                Stream.of(names).map(name -> definition(name, source)).toList());
    }

    private static String origin(DefinitionLibrary library, String type) {
        return library.find(type).map(StepDefinition::sourceName).orElse("nowhere");
    }

    private final DefinitionLibrary library = DefinitionLibrary.over(
            layer("base", "suspend", "apply-object", "request"),
            List.of(layer("near", "apply-object", "suspend"), layer("far", "apply-object", "deploy-it")));

    @Test
    void the_nearest_layer_wins() {
        assertThat(origin(library, "apply-object")).isEqualTo("near");
        assertThat(origin(library, "deploy-it")).isEqualTo("far");
        assertThat(origin(library, "request")).isEqualTo("base");
        assertThat(origin(library, "nope")).isEqualTo("nowhere");
        assertThat(origin(library.with(layer("nearest", "apply-object")), "apply-object"))
                .isEqualTo("nearest");
    }

    @Test
    void names_that_hold_a_run_cannot_be_taken_over() {
        assertThat(origin(library, "suspend")).isEqualTo("base");
        assertThat(library.ignored()).containsExactly("suspend");
    }

    @Test
    void an_administrator_can_lock_more_names_as_they_are() {
        DefinitionLibrary locked =
                library.lock(Set.of("apply-object")).with(layer("run", "apply-object", "request", "suspend"));
        assertThat(origin(locked, "apply-object")).isEqualTo("near");
        assertThat(origin(locked, "request")).isEqualTo("run");
        assertThat(origin(locked, "suspend")).isEqualTo("base");
        assertThat(locked.ignored()).containsExactly("apply-object", "suspend");
    }

    @Test
    void all_types_are_known_for_suggestions() {
        assertThat(library.types()).containsExactly("apply-object", "deploy-it", "request", "step-group", "suspend");
        assertThat(library.unknown("aply-object"))
                .isEqualTo("unknown step type \"aply-object\", did you mean \"apply-object\"?");
        assertThat(library.unknown("stepgroup"))
                .isEqualTo("unknown step type \"stepgroup\", did you mean \"step-group\"?");
        assertThat(library.unknown("terraform")).isEqualTo("unknown step type \"terraform\"");
    }

    @Test
    void two_definitions_of_one_name_in_one_layer_are_an_error() {
        assertThatThrownBy(() -> FixedDefinitions.of(List.of(definition("a", "one"), definition("a", "two"))))
                .hasMessage("two: the step type a is already defined at one");
    }

    @Test
    void the_built_in_library_lists_its_types_and_stays_in_its_folder() {
        BuiltInDefinitions builtIn = new BuiltInDefinitions();
        assertThat(builtIn.types()).contains("apply-object", "suspend", "build-push-image");
        assertThat(builtIn.find("../definitions/apply-object")).isEmpty();
        assertThat(builtIn.find("")).isEmpty();
        assertThat(builtIn.find("no-such-type")).isEmpty();
    }
}
