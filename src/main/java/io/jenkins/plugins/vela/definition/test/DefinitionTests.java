package io.jenkins.plugins.vela.definition.test;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import java.util.ArrayList;
import java.util.List;

/** Plays the scenarios of definitions. Thread-safe. */
public final class DefinitionTests {

    /** A file of scenarios cannot be used: everything that is wrong with it. */
    public static final class BadScenariosException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Scenario.Problem> problems;

        BadScenariosException(List<Scenario.Problem> problems) {
            super(problems.get(0).position() + ": " + problems.get(0).message());
            this.problems = List.copyOf(problems);
        }

        public List<Scenario.Problem> problems() {
            return problems;
        }
    }

    /**
     * How a scenario went.
     *
     * @param differences what was expected and what happened; empty when all is as expected
     */
    public record Outcome(Scenario scenario, List<String> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    private final CueOptions options;

    /** Tests of templates that import the given packages. */
    public DefinitionTests(CuePackages packages) {
        options = CueOptions.defaults()
                .packages(packages)
                .legacyTemplates(true)
                .tracked("#do")
                .inputs("context", "parameter");
    }

    /**
     * The scenarios in a text, one in each YAML document.
     *
     * @param source what the user calls the text
     * @throws BadScenariosException when it holds something else
     */
    public static List<Scenario> read(String source, String text) {
        List<Scenario.Problem> problems = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        try {
            for (Document document : Document.parseAll(source, text)) {
                scenarios.add(Scenario.of(document, problems));
            }
        } catch (DocumentException broken) {
            problems.add(new Scenario.Problem(broken.position(), broken.problem()));
        }
        if (!problems.isEmpty()) {
            throw new BadScenariosException(problems);
        }
        return scenarios;
    }

    /**
     * Plays scenarios with a definition.
     *
     * @throws CueException when the template does not compile
     */
    public List<Outcome> play(StepDefinition definition, List<Scenario> scenarios) {
        CueTemplate template = Cue.compile(options, definition.source());
        return scenarios.stream()
                .map(scenario -> new Outcome(scenario, differences(template, scenario)))
                .toList();
    }

    private static List<String> differences(CueTemplate template, Scenario scenario) {
        Playback played;
        try {
            played = Playback.of(template, scenario);
        } catch (CueException broken) {
            return broken.errors().stream()
                    .map(error -> "the template broke: " + error.path() + ": " + error.message())
                    .toList();
        }
        List<String> differences = new ArrayList<>();
        JsonNode expect = scenario.expect();
        String end = expect.path("end").asText();
        if (!end.equals(played.end())) {
            differences.add("end: expected " + end + ", found " + played.end()
                    + (played.message().isEmpty() ? "" : " (" + played.message() + ")"));
        }
        if (expect.has("message")
                && !played.message().contains(expect.path("message").asText())) {
            differences.add("message: expected a part of it to be " + expect.path("message") + ", found \""
                    + played.message() + "\"");
        }
        if (expect.has("actions")) {
            actions(expect.path("actions"), played.performed(), differences);
        }
        for (var output : expect.path("outputs").properties()) {
            JsonNode found = played.value(output.getKey()).orElse(null);
            if (found == null) {
                differences.add("outputs." + output.getKey() + ": expected " + output.getValue() + ", found nothing");
            } else {
                Difference.between("outputs." + output.getKey(), output.getValue(), found, differences);
            }
        }
        if (expect.has("values")) {
            try {
                Difference.between("values", expect.path("values"), played.values(), differences);
            } catch (CueException incomplete) {
                differences.add("values: " + incomplete.getMessage());
            }
        }
        return differences;
    }

    private static void actions(JsonNode expected, List<JsonNode> performed, List<String> differences) {
        for (int i = 0; i < Math.max(expected.size(), performed.size()); i++) {
            String at = "actions[" + i + "]";
            if (i >= performed.size()) {
                differences.add(at + ": expected " + title(expected.get(i)) + ", found nothing more");
            } else if (i >= expected.size()) {
                differences.add(at + ": expected nothing more, found " + title(performed.get(i)));
            } else if (!title(expected.get(i)).equals(title(performed.get(i)))) {
                differences.add(at + ": expected " + title(expected.get(i)) + ", found " + title(performed.get(i)));
                return;
            } else {
                Difference.between(
                        at + " " + title(expected.get(i)),
                        expected.get(i).path("params"),
                        performed.get(i).path("params"),
                        differences);
            }
        }
    }

    private static String title(JsonNode action) {
        return action.path("action").asText() + " at " + action.path("path").asText();
    }
}
