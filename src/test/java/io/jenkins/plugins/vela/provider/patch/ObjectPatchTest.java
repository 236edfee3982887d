package io.jenkins.plugins.vela.provider.patch;

import static io.jenkins.plugins.vela.provider.StepContext.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.patch.ObjectPatch.Difference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPatchTest {

    private static JsonNode patched(String base, String patch, Map<String, String> comments, Difference difference)
            throws ObjectPatch.PatchConflict {
        return new ObjectPatch(json(patch), PatchMarkers.of(comments, ""), difference).applyTo(json(base));
    }

    /** Base, pointer of the marked field, its comment, patch, result. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'c':[{'n':'a'},{'n':'b'}]}                  | /c     | +patchKey=n                    | {'c':[{'n':'b'},{'n':'a'}]}             | {'c':[{'n':'a'},{'n':'b'}]}
                    {'c':[{'n':'a'},{'n':'b'}]}                  | /c     | +patchKey=n                    | {'c':[{'n':'d'},{'n':'c'},{'n':'a'}]}   | {'c':[{'n':'a'},{'n':'b'},{'n':'d'},{'n':'c'}]}
                    {'c':[{'n':'a','e':[{'n':'x','v':1}]}]}      | /c     | +patchKey=n                    | {'c':[{'n':'a','e':[{'n':'y','v':2},{'n':'x','w':3}]}]} | {'c':[{'n':'a','e':[{'n':'x','v':1,'w':3},{'n':'y','v':2}]}]}
                    {'f':[{'s':{'n':'1'}}]}                      | /f     | +patchKey=s.n                  | {'f':[{'s':{'n':'2'}}]}                 | {'f':[{'s':{'n':'1'}},{'s':{'n':'2'}}]}
                    {'f':[{'s':{'n':'1'}},{'m':{'n':'1'}}]}      | /f     | +patchKey=s.n,m.n              | {'f':[{'m':{'n':'1','o':true}}]}        | {'f':[{'s':{'n':'1'}},{'m':{'n':'1','o':true}}]}
                    {'c':[{'n':'a','i':'1'}]}                    | /c/0/i | +patchStrategy=retainKeys      | {'c':[{'i':'2'}]}                       | {'c':[{'n':'a','i':'2'}]}
                    {'s':{'type':'R','r':{'max':'30%'}}}         | /s     | +patchStrategy=retainKeys      | {'s':{'type':'X'}}                      | {'s':{'type':'X','r':{'max':'30%'}}}
                    {'l':[1,2,3],'m':1}                          | /l     | +patchStrategy=replace         | {'l':[9]}                               | {'l':[9],'m':1}
                    {'a':1,'b':{'c':2,'d':3}}                    | ``     | +patchStrategy=jsonMergePatch  | {'a':null,'b':{'c':4}}                  | {'b':{'c':4,'d':3}}
                    {'a':1,'l':[1]}                              | ``     | +patchStrategy=jsonPatch       | {'operations':[{'op':'add','path':'/l/-','value':2},{'op':'remove','path':'/a'}]} | {'l':[1,2]}
                    {'c':[{'n':'a'}]}                            | /x     | +patchKey=n                    | {'c':[{'v':1},{'v':2}]}                 | {'c':[{'n':'a','v':1},{'v':2}]}
                    """)
    void commentsSayHowToMerge(String base, String pointer, String comment, String patch, String result)
            throws Exception {
        assertThat(patched(base, patch, Map.of(pointer == null ? "" : pointer, comment), Difference.CONFLICT))
                .isEqualTo(json(result));
    }

    @Test
    void withoutAStrategyDifferentValuesConflictOrThePatchWins() throws Exception {
        assertThatThrownBy(() -> patched("{'a':{'b':1}}", "{'a':{'b':2}}", Map.of(), Difference.CONFLICT))
                .hasMessageContaining("conflicts with the object at a.b")
                .hasMessageContaining("retainKeys");
        assertThat(patched("{'a':{'b':1,'c':1}}", "{'a':{'b':2}}", Map.of(), Difference.OVERRIDE))
                .isEqualTo(json("{'a':{'b':2,'c':1}}"));
    }

    @Test
    void otherWordsOfACommentAreLeftAlone() throws Exception {
        assertThat(patched(
                        "{'c':[{'n':'a'}]}",
                        "{'c':[{'n':'b'}]}",
                        Map.of("/c", "+usage=the containers\n+patchKey=n\nmore"),
                        Difference.CONFLICT))
                .isEqualTo(json("{'c':[{'n':'a'},{'n':'b'}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'a':1,'b':2}          | {'a':1,'c':3}     | {'b':null,'c':3}
                    {'a':{'b':1,'c':2}}    | {'a':{'b':1}}     | {'a':{'c':null}}
                    {'l':[1,2]}            | {'l':[1]}         | {'l':[1]}
                    {'a':{'b':1}}          | {'a':{'b':1}}     | {}
                    {'a':{'b':1}}          | {'a':5}           | {'a':5}
                    """)
    void aDifferenceIsTheSmallestMergePatch(String from, String to, String patch) {
        assertThat(MergePatch.between(json(from), json(to))).isEqualTo(json(patch));
        assertThat(MergePatch.apply(json(from), json(patch))).isEqualTo(json(to));
    }
}
