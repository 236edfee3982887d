package io.jenkins.plugins.vela.stepcall;

import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.stepclass.ParameterType;
import io.jenkins.plugins.vela.stepclass.StepParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A step definition as a function of Pipeline scripts.
 *
 * @param name the function's name
 * @param type the step type
 * @param description what it does, as its author says; may be empty; may be hostile
 * @param fields its parameters in the order of the definition
 */
public record StepFunction(String name, String type, String description, List<SchemaField> fields) {

    /** The end of what is said of a definition that is fine, but no function. */
    public static final String CALL_GENERICALLY = "call it with velaStep";

    /** What Groovy means differently. */
    private static final Set<String> KEYWORDS = Set.of("""
            abstract as assert boolean break byte case catch char class const continue def default do double
            else enum extends false final finally float for goto if implements import in instanceof int
            interface long native new null package private protected public return short static strictfp super
            switch synchronized this threadsafe throw throws trait transient true try var void volatile while
            env params steps currentBuild scm pipeline print println evaluate run binding""".strip().split("\\s+"));

    public StepFunction {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
        fields = List.copyOf(fields);
    }

    /** The function of a definition, within the usual limits, see {@link #of(StepDefinition, CuePackages, CueLimits)}. */
    public static StepFunction of(StepDefinition definition, CuePackages packages) {
        return of(definition, packages, CueLimits.defaults());
    }

    /**
     * The function of a definition.
     *
     * @param limits what looking at the template may use
     * @throws CueException when its template does not compile
     * @throws IllegalArgumentException when it cannot be a function; the message says why
     */
    public static StepFunction of(StepDefinition definition, CuePackages packages, CueLimits limits) {
        String name = functionName(definition.name())
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + definition.name() + "\" cannot be the name of a function"));
        Schema parameters = StepSchema.of(definition, packages, limits).parameters();
        List<SchemaField> fields = new ArrayList<>();
        if (parameters instanceof Schema.Struct struct) {
            fields.addAll(struct.fields());
        } else if (!(parameters instanceof Schema.Anything)) {
            throw new IllegalArgumentException("its parameters are no plain struct; " + CALL_GENERICALLY);
        }
        for (SchemaField field : fields) {
            if (!StepParameter.isPossible(field.name())) {
                throw new IllegalArgumentException("\"" + field.name() + "\" cannot be the name of a parameter");
            }
        }
        return new StepFunction(name, definition.name(), definition.description(), fields);
    }

    /** {@code build-push-image} becomes {@code buildPushImage}; empty for what no function can be called. */
    public static Optional<String> functionName(String type) {
        StringBuilder name = new StringBuilder();
        for (String part : type.split("[^A-Za-z0-9_]+")) {
            if (part.isEmpty()) {
                continue;
            }
            name.append(
                    name.length() == 0
                            ? part.substring(0, 1).toLowerCase(Locale.ROOT)
                            : part.substring(0, 1).toUpperCase(Locale.ROOT));
            name.append(part.substring(1));
        }
        String text = name.toString();
        return text.matches("[a-z][A-Za-z0-9_]*") && !KEYWORDS.contains(text) ? Optional.of(text) : Optional.empty();
    }

    /** The parameters as fields of a class. */
    public List<StepParameter> parameters() {
        return fields.stream()
                .map(field -> new StepParameter(field.name(), type(field.schema()), field.isRequired()))
                .toList();
    }

    /** The names of the parameters. */
    public List<String> names() {
        return fields.stream().map(SchemaField::name).toList();
    }

    private static ParameterType type(Schema schema) {
        if (schema instanceof Schema.Scalar scalar) {
            if (scalar.isOnly(Schema.ScalarType.STRING) || scalar.isOnly(Schema.ScalarType.BYTES)) {
                return ParameterType.TEXT;
            } else if (scalar.isOnly(Schema.ScalarType.BOOL)) {
                return ParameterType.FLAG;
            } else if (scalar.isOnly(Schema.ScalarType.INT)) {
                return ParameterType.INTEGER;
            } else if (Set.of(Schema.ScalarType.INT, Schema.ScalarType.NUMBER).containsAll(scalar.types())) {
                return ParameterType.NUMBER;
            }
            return ParameterType.ANY;
        } else if (schema instanceof Schema.ListOf list) {
            return ParameterType.listOf(type(list.element()));
        } else if (schema instanceof Schema.Struct) {
            return ParameterType.STRUCT;
        }
        return ParameterType.ANY;
    }
}
