package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a step's outputs out of its evaluated template: a path, or an expression, which may bring its own imports. What is
 * not there is {@code null}. {@code *} and {@code path.*} are all data that there is. Old paths that leave out {@code $returns} are understood as upstream does.
 */
final class OutputReader {

    private static final Pattern OLD_OUTPUT = Pattern.compile("\\boutput\\.");

    private final CueValue value;
    private final KnownResults results;

    OutputReader(CueValue value, KnownResults results) {
        this.value = value;
        this.results = results;
    }

    StepSession.Outputs read(List<StepOutput> outputs) {
        if (outputs.isEmpty()) {
            return StepSession.Outputs.NONE;
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        String problem = "";
        Set<String> secrets = new HashSet<>();
        for (StepOutput output : outputs) {
            if (output.valueFrom().isBlank()) {
                values.put(output.name(), JsonNodeFactory.instance.objectNode());
                continue;
            }
            try {
                if (output.everything().isPresent()) {
                    values.put(output.name(), plainData(output.everything().get()));
                    continue;
                }
                CueValue found = find(output.valueFrom());
                values.put(output.name(), found.toJson());
                if (results.isSensitive(found)) {
                    secrets.add(output.name());
                }
            } catch (CueException e) {
                values.put(output.name(), NullNode.getInstance());
                if (problem.isEmpty()) {
                    problem = "failed to get output from " + output.valueFrom() + ": " + CueMessages.of(e);
                }
            }
        }
        return new StepSession.Outputs(values, problem, secrets);
    }

    private JsonNode plainData(String path) {
        return new PlainData(results::isSensitive).of(path.isEmpty() ? value : find(path));
    }

    private CueValue find(String valueFrom) {
        Optional<CuePath> path = plainPath(valueFrom);
        if (path.isEmpty()) {
            return script(valueFrom);
        }
        CueValue direct = value.lookup(path.get());
        if (direct.exists() || valueFrom.contains(TemplateValue.RETURNS)) {
            return direct.exists() ? direct : value.evaluate(valueFrom);
        }
        for (CuePath other : olderReadings(path.get())) {
            CueValue found = value.lookup(other);
            if (found.exists()) {
                return found;
            }
        }
        // for its error, which says what is missing
        return value.evaluate(valueFrom);
    }

    /** An expression that is an error as it stands is read once more the older way, as upstream does. */
    private CueValue script(String text) {
        CueValue found = value.evaluate(text);
        if (found.error().isEmpty() || text.contains(TemplateValue.RETURNS)) {
            return found;
        }
        String older =
                OLD_OUTPUT.matcher(text).replaceAll("output." + Matcher.quoteReplacement(TemplateValue.RETURNS) + ".");
        if (older.equals(text)) {
            return found;
        }
        try {
            CueValue other = value.evaluate(older);
            return other.error().isEmpty() ? other : found;
        } catch (CueException neither) {
            return found;
        }
    }

    private static Optional<CuePath> plainPath(String text) {
        try {
            return Optional.of(CuePath.parse(text.trim()));
        } catch (IllegalArgumentException script) {
            return Optional.empty();
        }
    }

    /** {@code a.output.x} may mean {@code a.output.$returns.x}, and {@code y} may mean {@code y.$returns}. */
    private static List<CuePath> olderReadings(CuePath path) {
        List<CuePath> readings = new ArrayList<>();
        List<CuePath.Element> elements = path.elements();
        for (int at = elements.size(); at >= 1; at--) {
            List<CuePath.Element> with = new ArrayList<>(elements.subList(0, at));
            with.add(new CuePath.Field(TemplateValue.RETURNS));
            with.addAll(elements.subList(at, elements.size()));
            readings.add(new CuePath(with));
        }
        return readings;
    }
}
