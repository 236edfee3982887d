package io.jenkins.plugins.vela.definition.vet;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VettingTest {
    private static final ActionRegistry ACTIONS = ActionRegistry.discovered(VettingTest.class.getClassLoader());

    private static Vetting.Report vet(String template) {
        String text = "import (\n\t\"vela/kube\"\n\t\"vela/builtin\"\n)\n"
                + "\"test\": {type: \"workflow-step\", description: \"Does it.\", annotations: category: \"X\"}\n"
                + "template: {\n" + template + "\n}";
        return new Vetting(
                        path -> ACTIONS.packages().getOrDefault(path, List.of()),
                        (provider, action) -> ACTIONS.find(provider, action).isPresent()
                                ? Optional.empty()
                                : Optional.of(ACTIONS.unknown(provider, action).message()))
                .vet(DefinitionFile.read("test.cue", text).orElseThrow());
    }

    private static List<String> remarks(String template) {
        return vet(template).remarks().stream()
                .map(remark -> remark.position() + " " + remark.message())
                .filter(remark -> !remark.contains("imported and not used"))
                .toList();
    }

    @Test
    void a_parameter_that_may_be_absent_is_to_be_guarded() {
        String parameter = "parameter: {\n// +usage=A\na?: string\n}";
        assertThat(remarks("x: parameter.a\n" + parameter))
                .containsExactly("test.cue:7:4 parameter.a may be absent: guard it with if parameter.a != _|_");
        assertThat(remarks("if parameter.a != _|_ {x: parameter.a}\n" + parameter))
                .isEmpty();
        assertThat(remarks("if parameter.a != _|_ && true {x: \"\\(parameter.a)\"}\n" + parameter))
                .isEmpty();
        assertThat(remarks("x: *parameter.a | \"none\"\n" + parameter)).isEmpty();
        assertThat(remarks("x: parameter.a != _|_\n" + parameter)).isEmpty();
    }

    @Test
    void a_guard_of_an_inner_field_guards_the_outer_one_too() {
        String parameter = "parameter: {\n// +usage=A\na?: {\n// +usage=B\nb?: string\n}\n}";
        assertThat(remarks("if parameter.a.b != _|_ {x: parameter.a.b}\n" + parameter))
                .isEmpty();
        assertThat(remarks("if parameter.a != _|_ {x: parameter.a.b}\n" + parameter))
                .containsExactly("test.cue:7:27 parameter.a.b may be absent: guard it with if parameter.a.b != _|_");
    }

    @Test
    void a_parameter_that_is_used_nowhere_is_told_where_it_is_declared() {
        assertThat(remarks("x: 1\nparameter: {\n// +usage=A\na: string\n}"))
                .containsExactly("test.cue:10:1 parameter.a is used nowhere");
        assertThat(remarks("x: parameter\nparameter: {\n// +usage=A\na: string\n}"))
                .isEmpty();
    }

    @Test
    void a_name_that_is_no_parameter_is_told() {
        assertThat(remarks("x: parameter.b\ny: parameter.a\nparameter: {\n// +usage=A\na: string\n}"))
                .containsExactly("test.cue:7:4 parameter.b is no parameter of this step");
    }

    @Test
    void an_action_that_nobody_performs_is_an_error() {
        Vetting.Report report = vet("x: {#do: \"aply\", #provider: \"kube\"}\nparameter: {}");
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.remarks().get(report.remarks().size() - 1).message())
                .isEqualTo("x: unknown action kube.aply, did you mean kube.apply?");
    }

    @Test
    void an_action_that_rests_on_an_absent_result_is_told() {
        assertThat(remarks("""
            read: kube.#Read & {$params: value: {apiVersion: "v1", kind: "Pod", metadata: name: "x"}}
            more: {
            	if read.$returns.value == _|_ {
            		make: kube.#Apply & {$params: value: {}}
            	}
            }
            parameter: {}\
            """))
                .containsExactly("test.cue:9:2 an action that is there only while read.$returns.value is absent: "
                        + "it waits until that result is there, and is performed when it says so");
    }

    @Test
    void the_order_of_the_actions_is_that_of_the_engine() {
        assertThat(vet("""
            b: kube.#Read & {$params: value: {apiVersion: "v1", kind: "Pod", metadata: name: "x"}}
            if parameter.a {
            	a: kube.#Read & {$params: value: {apiVersion: "v1", kind: "Pod", metadata: name: "x"}}
            }
            parameter: {
            	// +usage=A
            	a: bool
            }\
            """).order()).containsExactly("kube.read at a", "kube.read at b");
    }

    @Test
    void a_text_that_does_not_compile_is_told_with_its_place() {
        Vetting.Report report = vet("x: nothing\nparameter: {}");
        assertThat(report.hasErrors()).isTrue();
        assertThat(report.remarks().get(0).toString()).contains("test.cue:7:4");
    }
}
