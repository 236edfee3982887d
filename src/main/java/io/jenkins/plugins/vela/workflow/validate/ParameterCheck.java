package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CueKind;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A step's properties against its definition's {@code parameter}: conflicts, what is missing, what the definition does not
 * know. What an input will set counts as present, and what the properties say in its place does not matter.
 */
final class ParameterCheck {
    private static final CuePath PARAMETER = CuePath.of("parameter");
    private static final CuePath CONTEXT = CuePath.of("context");

    /** How the evaluator begins its words for a field that a closed struct does not have. */
    private static final String NOT_ALLOWED = "field not allowed";

    private final StepNode step;
    private final StepDefinition definition;
    private final CueTemplate template;
    private final ObjectNode context;
    private final Consumer<PlacedFinding> findings;
    /** What an input or a matrix will set, and where that is said. */
    private final Map<CuePath, Feed> fed = new LinkedHashMap<>();

    private final Set<CuePath> told = new HashSet<>();
    private final FieldPath properties;

    ParameterCheck(
            StepNode step,
            StepDefinition definition,
            CueTemplate template,
            ObjectNode context,
            Consumer<PlacedFinding> findings) {
        this.step = step;
        this.definition = definition;
        this.template = template;
        this.context = context;
        this.findings = findings;
        this.properties = step.path().field("properties");
        List<JsonNode> inputs = step.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            String key = inputs.get(i).path("parameterKey").asText();
            if (!key.isEmpty()) {
                FieldPath place = step.path().field("inputs").element(i).field("parameterKey");
                fed.put(path(key), new Feed(place, step.document().position(place)));
            }
        }
        // a matrix sets the property of each of its axes
        step.node().at("/matrix/values").fieldNames().forEachRemaining(axis -> {
            FieldPath place = step.path().field("matrix").field("values").field(axis);
            fed.put(CuePath.of(axis), new Feed(place, step.document().keyPosition(place)));
        });
    }

    /** Where a property is given. */
    private record Feed(FieldPath place, Position position) {}

    private static CuePath path(String key) {
        try {
            return CuePath.parse(key);
        } catch (IllegalArgumentException notAPath) {
            // dashed names are taken as they are
            return CuePath.of(key.split("\\."));
        }
    }

    void check() {
        JsonNode given = step.node().path("properties");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            return;
        }
        ObjectNode parameter =
                given.isObject() ? ((ObjectNode) given).deepCopy() : JsonNodeFactory.instance.objectNode();
        fed.keySet().forEach(path -> remove(parameter, path));
        try {
            CueValue bare = template.evaluate(Map.of(CONTEXT, context));
            CueValue declared = bare.lookup(PARAMETER);
            CueValue value = template.evaluate(Map.of(CONTEXT, context, PARAMETER, parameter))
                    .lookup(PARAMETER);
            value(value, CuePath.root());
            if (declared.exists()) {
                unknown(bare, declared, parameter, CuePath.root());
                unknownFed(bare, declared);
            } else {
                parameter.fieldNames().forEachRemaining(name -> tellUnknown(CuePath.of(name), List.of()));
            }
        } catch (CueException broken) {
            broken.errors().forEach(error -> tell(CuePath.root(), error));
        }
    }

    private static void remove(ObjectNode from, CuePath path) {
        JsonNode parent = from;
        for (CuePath.Element element : path.parent().elements()) {
            parent = element instanceof CuePath.Index index ? parent.path(index.index()) : parent.path(element.name());
        }
        if (parent instanceof ObjectNode object && !path.isRoot()) {
            object.remove(path.last().name());
        }
    }

    // ---- missing and conflicting ----

    private void value(CueValue value, CuePath path) {
        if (value.error().isEmpty() || (isFed(path) && !path.isRoot())) {
            return;
        }
        CueError error = value.error().get();
        if (value.kind() == CueKind.STRUCT) {
            int before = told.size();
            for (CueField field : value.allFields()) {
                CuePath below = path.append(field.label());
                if (field.kind() == CueField.Kind.REGULAR) {
                    value(field.value(), below);
                } else if (field.kind() == CueField.Kind.REQUIRED && !isFed(below)) {
                    tellMissing(below, field.value());
                }
            }
            if (told.size() > before || isFedBelow(path)) {
                return;
            }
        } else if (value.kind() == CueKind.LIST) {
            int before = told.size();
            List<CueValue> elements = value.elements();
            for (int i = 0; i < elements.size(); i++) {
                value(elements.get(i), path.append(new CuePath.Index(i)));
            }
            if (told.size() > before || isFedBelow(path)) {
                return;
            }
        }
        if (error.isIncomplete() && !path.isRoot() && isAbsent(path)) {
            tellMissing(path, value);
        } else if (!error.isIncomplete() || !isFedBelow(path)) {
            tell(path, error);
        }
    }

    private boolean isFed(CuePath path) {
        return fed.keySet().stream().anyMatch(input -> input.isPrefixOf(path));
    }

    private boolean isFedBelow(CuePath path) {
        return fed.keySet().stream().anyMatch(path::isPrefixOf);
    }

    private boolean isAbsent(CuePath path) {
        return step.document().value().at(place(path).pointer()).isMissingNode();
    }

    private void tellMissing(CuePath path, CueValue wanted) {
        told.add(path);
        String usage = usage(wanted.doc());
        findings.accept(PlacedFinding.error(
                step.document().position(place(path)),
                place(path),
                "missing, " + definition.name() + " needs it" + (usage.isEmpty() ? "" : ": " + usage)));
    }

    private void tell(CuePath path, CueError error) {
        // the error's own path is more exact where it lies in the parameter
        CuePath at = PARAMETER.isPrefixOf(error.path())
                        && error.path().elements().size() > path.elements().size() + 1
                ? new CuePath(error.path()
                        .elements()
                        .subList(1, error.path().elements().size()))
                : path;
        told.add(at);
        if (error.message().startsWith(NOT_ALLOWED)) {
            findings.accept(PlacedFinding.error(
                    step.document().keyPosition(place(at)), place(at), definition.name() + " has no such property"));
            return;
        }
        String where = error.positions().stream()
                .filter(position -> position.source().equals(definition.sourceName()))
                .findFirst()
                .map(position -> " (" + position + ")")
                .orElse("");
        findings.accept(PlacedFinding.error(step.document().position(place(at)), place(at), error.message() + where));
    }

    /** The sentence that definitions write as {@code // +usage=…}. */
    private static String usage(String doc) {
        return doc.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("+usage="))
                .map(line -> line.substring("+usage=".length()))
                .findFirst()
                .orElse("");
    }

    private FieldPath place(CuePath path) {
        FieldPath place = properties;
        for (CuePath.Element element : path.elements()) {
            place = element instanceof CuePath.Index index ? place.element(index.index()) : place.field(element.name());
        }
        return place;
    }

    // ---- unknown ----

    private void unknown(CueValue root, CueValue declared, ObjectNode given, CuePath path) {
        Set<String> names = names(declared);
        for (Map.Entry<String, JsonNode> property : given.properties()) {
            CuePath below = path.append(new CuePath.Field(property.getKey()));
            if (!names.contains(property.getKey())) {
                if (!told.contains(below)
                        && isRefused(root, below, property.getValue().toString())) {
                    tellUnknown(below, names);
                }
            } else if (property.getValue() instanceof ObjectNode object) {
                declared.allFields().stream()
                        .filter(field -> field.name().equals(property.getKey()))
                        .findFirst()
                        .ifPresent(field -> unknown(root, field.value(), object, below));
            }
        }
    }

    private static Set<String> names(CueValue declared) {
        Set<String> names = new TreeSet<>();
        for (CueField field : declared.allFields()) {
            if (field.kind() != CueField.Kind.HIDDEN && field.kind() != CueField.Kind.DEFINITION) {
                names.add(field.name());
            }
        }
        return names;
    }

    /** What an input sets although the definition does not have it, wherever in the parameter. */
    private void unknownFed(CueValue root, CueValue declared) {
        fed.forEach((path, feed) -> {
            boolean named = path.elements().stream().allMatch(CuePath.Field.class::isInstance);
            if (named && !path.isRoot() && isRefused(root, path, "_")) {
                CueValue parent = path.parent().isRoot() ? declared : declared.lookup(path.parent());
                tellUnknown(path, feed, names(parent));
            }
        });
    }

    /**
     * Asks CUE: a closed copy of the parameter refuses the property. Patterns, {@code ...} and alternatives are its
     * business that way.
     */
    private boolean isRefused(CueValue root, CuePath path, String value) {
        StringBuilder data = new StringBuilder();
        int depth = 0;
        for (CuePath.Element element : path.elements()) {
            data.append("{")
                    .append(JsonNodeFactory.instance.textNode(element.name()))
                    .append(": ");
            depth++;
        }
        data.append(value).append("}".repeat(depth));
        try {
            return root.evaluate("{#P: parameter}.#P & " + data)
                    .error()
                    .filter(error ->
                            error.path().equals(path) && error.message().startsWith(NOT_ALLOWED))
                    .isPresent();
        } catch (CueException notAsked) {
            return false;
        }
    }

    private void tellUnknown(CuePath path, Collection<String> known) {
        FieldPath place = place(path);
        tellUnknown(path, new Feed(place, step.document().keyPosition(place)), known);
    }

    private void tellUnknown(CuePath path, Feed feed, Collection<String> known) {
        findings.accept(PlacedFinding.warning(
                feed.position(),
                feed.place(),
                definition.name() + " has no such property"
                        + Suggestion.didYouMean(path.last().name(), known)));
    }
}
