package io.jenkins.plugins.vela.provider;

import static io.jenkins.plugins.vela.provider.StepContext.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facades as templates see them. */
class FacadesTest {

    private static final ActionRegistry REGISTRY = ActionRegistry.discovered(FacadesTest.class.getClassLoader());

    private static CueValue evaluate(String importPath, String use, Map<CuePath, JsonNode> fills) {
        Map<String, List<CueSource>> packages = REGISTRY.packages();
        CueOptions options = CueOptions.defaults().tracked("#do").packages(CuePackages.of(packages));
        return Cue.compile(options, new CueSource("use.cue", "import \"" + importPath + "\"\nx: " + use))
                .evaluate(fills);
    }

    private static CueValue evaluate(String importPath, String use) {
        return evaluate(importPath, use, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    vela/kube    | kube.#Apply & {$params: value: {kind: "X"}}                 | {'$params':{'cluster':'','value':{'kind':'X'}}}
                    vela/kube    | kube.#Read & {$params: {cluster: "a", value: {}}}           | {'$params':{'cluster':'a','value':{}}}
                    vela/kube    | kube.#List & {$params: resource: {apiVersion: "v1", kind: "Pod"}} | {'$params':{'cluster':'','resource':{'apiVersion':'v1','kind':'Pod'}}}
                    vela/http    | http.#HTTPDo & {$params: url: "u"}                          | {'$params':{'method':'GET','url':'u'}}
                    vela/http    | http.#HTTPPost & {$params: url: "u"}                        | {'$params':{'method':'POST','url':'u'}}
                    vela/http    | http.#HTTPPut & {$params: url: "u"}                         | {'$params':{'method':'PUT','url':'u'}}
                    vela/http    | http.#HTTPDelete & {$params: url: "u"}                      | {'$params':{'method':'DELETE','url':'u'}}
                    vela/builtin | builtin.#ConditionalWait & {$params: {}}                    | {'$params':{'continue':false}}
                    vela/builtin | builtin.#DoVar & {$params: path: "a"}                       | {'$params':{'method':'Get','path':'a'}}
                    vela/util    | util.#Log & {$params: source: url: "u"}                     | {'$params':{'level':3,'source':{'url':'u'}}}
                    vela/util    | util.#ConvertString & {$params: bt: 'abc'}                  | {'$params':{'bt':'YWJj'}}
                    vela/metrics | metrics.#PromCheck & {$params: {query: "q", condition: ">1"}} | {'$params':{'query':'q','metricEndpoint':'http://prometheus-server.o11y-system.svc:9090','condition':'>1','failDuration':'2m','duration':'5m'}}
                    vela/time    | time.#DateToTimestamp & {$params: date: "d"}                | {'$params':{'date':'d','layout':''}}
                    vela/op      | op.#Apply & {value: {kind: "X"}}                            | {'cluster':'','value':{'kind':'X'}}
                    vela/op      | op.#HTTPGet & {url: "u"}                                    | {'method':'GET','url':'u'}
                    vela/op      | op.#ConditionalWait & {continue: true}                      | {'continue':true}
                    vela/op      | op.#Steps & {a: 1}                                          | {'a':1}
                    """)
    void aCallHasTheParametersThatItsProviderExpects(String path, String use, String exported) {
        assertThat(evaluate(path, use).lookup("x").toJson()).isEqualTo(json(exported));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    vela/kube    | kube.#Apply & {$params: {value: {}, clutser: "a"}}
                    vela/http    | http.#HTTPDo & {$params: {url: "u", metod: "POST"}}
                    vela/http    | http.#HTTPDo & {$params: {url: "u", method: "SEND"}}
                    vela/builtin | builtin.#Fail & {$params: mesage: "m"}
                    vela/builtin | builtin.#ConditionalWait & {$params: continue: "yes"}
                    vela/op      | op.#Fail & {mesage: "m"}
                    """)
    void aMisspeltParameterIsAnError(String path, String use) {
        assertThatThrownBy(() -> evaluate(path, use).lookup("x").toJson()).isInstanceOf(CueException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    vela/op      | op.#Task & {}          | undefined field: #Task in package "vela/op"
                    vela/op      | op.#Aply & {value: {}} | undefined field: #Aply in package "vela/op", did you mean "#Apply"?
                    vela/kube    | kube.#Get & {}         | undefined field: #Get in package "vela/kube"
                    vela/kube    | kube.apply & {}        | undefined field: apply in package "vela/kube", did you mean "#Apply"?
                    vela/builtin | builtin.#Log           | undefined field: #Log in package "vela/builtin", did you mean #Log of "vela/op" or "vela/util"?
                    vela/op      | op.ws.#DoVar & {}      | 2:7: undefined field: ws in package "vela/op"
                    vela/op      | op["#Apply"]           | undefined field: "#Apply" in package "vela/op", did you mean "#Apply"?
                    vela/op      | op.#Apply.#Do          | undefined field: #Do in #Apply of package "vela/op", did you mean "#do"?
                    vela/op      | `*op.#Aply | {}`       | undefined field: #Aply in package "vela/op"
                    vela/op      | `op.ws.#DoVar | {}`    | undefined field: ws in package "vela/op"
                    """)
    void anActionThatNoPackageHasIsAnErrorAtOnce(String path, String use, String message) {
        assertThatThrownBy(() -> evaluate(path, use))
                .isInstanceOf(CueException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `op.ws != _|_` | false
                    `op.ws.#DoVar != _|_` | false
                    `op["#Apply"] == _|_` | true
                    `op.#Task != _|_` | false
                    `op.#Apply != _|_` | true
                    `*op.limit | 3` | 3
                    """)
    void aProgramMayAskWhetherAPackageHasAMember(String use, String exported) {
        assertThat(evaluate("vela/op", use).lookup("x").toJson()).isEqualTo(json(exported));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    op.#Message & {$params: message: "m"}               | {'$params':{'message':'m'}}
                    op.#Log & {$params: data: "m"}                      | {'$params':{'data':'m'},'level':3}
                    op.#ConditionalWait & {$params: continue: true}     | {'$params':{'continue':true},'continue':false}
                    """)
    void theOlderNamesTakeTheirParametersInTheNewerWayToo(String use, String exported) {
        assertThat(evaluate("vela/op", use).lookup("x").toJson()).isEqualTo(json(exported));
    }

    @Test
    void resultsFitIntoEveryFacade() {
        assertThat(evaluate(
                                "vela/http",
                                "http.#HTTPGet & {$params: url: \"u\"}\nok: x.$returns.statusCode == 200",
                                Map.of(
                                        CuePath.parse("x"),
                                        json("{'$returns':{'body':'','header':{'A':['1']},'statusCode':200}}")))
                        .lookup("ok")
                        .asBoolean())
                .isTrue();
        assertThat(evaluate(
                                "vela/builtin",
                                "builtin.#ConditionalWait & {$params: continue: true}\nok: x.$returns != _|_",
                                Map.of(CuePath.parse("x"), json("{'$returns':{}}")))
                        .lookup("ok")
                        .asBoolean())
                .isTrue();
        assertThat(evaluate(
                                "vela/op",
                                "op.#Read & {value: {kind: \"X\"}}\nok: x.value.status != _|_",
                                Map.of(CuePath.parse("x"), json("{'value':{'kind':'X','status':{'a':1}}}")))
                        .lookup("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void commentsInAPatchReachTheCall() {
        CueValue params = evaluate("vela/kube", """
                        kube.#Patch & {$params: {
                            value: {}
                            patch: spec: {
                                // +patchKey=name
                                containers: [{
                                    name: "a"
                                    // +patchStrategy=retainKeys
                                    image: "b"
                                }]
                            }
                        }}
                        """).lookup("x.$params");
        assertThat(FieldComments.of(params))
                .containsEntry("/patch/spec/containers", "+patchKey=name")
                .containsEntry("/patch/spec/containers/0/image", "+patchStrategy=retainKeys");
    }
}
