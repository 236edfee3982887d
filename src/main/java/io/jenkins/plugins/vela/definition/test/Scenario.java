package io.jenkins.plugins.vela.definition.test;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One YAML document of a definition's tests.
 *
 * <pre>
 * scenario: an error status fails the step
 * parameter: {url: "http://x"}
 * context: {}                      # more than the usual context, optional
 * results:                         # by path of the action; while a wait says no, each moves on to its next one
 *   req:
 *   - $returns: {statusCode: 500}
 * expect:
 *   end: failed                    # done, failed, waiting, or refused for parameters that do not fit
 *   message: answered 500          # a part of what a person was told last
 *   actions: [...]                 # all actions with their parameters, in order
 *   outputs: {response.id: "7"}    # values of the template by path
 *   values: {...}                  # the whole template without its inputs
 * </pre>
 *
 * @param position where it begins
 */
public record Scenario(
        String name, JsonNode parameter, JsonNode context, JsonNode results, JsonNode expect, Position position) {

    private static final Set<String> KEYS = Set.of("scenario", "parameter", "context", "results", "expect");
    private static final Set<String> EXPECTED = Set.of("end", "message", "actions", "outputs", "values");
    private static final Set<String> ENDS = Set.of("done", "failed", "waiting", "refused");

    /** A file of scenarios that cannot be used. */
    public record Problem(Position position, String message) {}

    /**
     * The scenario in a document.
     *
     * @param problems gets what is wrong with it; the scenario is of no use then
     */
    static Scenario of(Document document, List<Problem> problems) {
        JsonNode value = document.value();
        known(document, value, FieldPath.ROOT, KEYS, problems);
        JsonNode expect = value.path("expect");
        known(document, expect, FieldPath.ROOT.field("expect"), EXPECTED, problems);
        if (value.path("scenario").asText().isBlank()) {
            problems.add(new Problem(document.position(), "scenario: expected one sentence that says what happens"));
        }
        FieldPath end = FieldPath.ROOT.field("expect").field("end");
        if (!ENDS.contains(expect.path("end").asText())) {
            problems.add(new Problem(document.position(end), "expect.end: expected done, failed, waiting or refused"));
        }
        value.path("results").properties().forEach(result -> {
            if (!result.getValue().isArray()) {
                problems.add(new Problem(
                        document.position(FieldPath.ROOT.field("results").field(result.getKey())),
                        "results." + result.getKey() + ": expected a list, one element for each look"));
            }
        });
        return new Scenario(
                value.path("scenario").asText(),
                value.path("parameter"),
                value.path("context"),
                value.path("results"),
                expect,
                document.position());
    }

    private static void known(
            Document document, JsonNode value, FieldPath path, Set<String> keys, List<Problem> problems) {
        if (!value.isObject()) {
            problems.add(new Problem(document.position(path), (path.isRoot() ? "" : path + ": ") + "expected fields"));
            return;
        }
        List<String> unknown = new ArrayList<>();
        value.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(keys);
        for (String name : unknown) {
            problems.add(new Problem(
                    document.keyPosition(path.field(name)),
                    path.field(name) + ": no such field" + Suggestion.didYouMean(name, keys)));
        }
    }
}
