package io.jenkins.plugins.vela.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.DirectoryDefinitions;
import io.jenkins.plugins.vela.document.DocumentLimits;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import io.jenkins.plugins.vela.stepcall.StepCall;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import io.jenkins.plugins.vela.text.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps that a Jenkinsfile can call, for a test of its calls:
 *
 * <pre>{@code
 * PipelineSteps.builtIn().withLibrary(Path.of(".")).verify(Path.of("Jenkinsfile"));
 * }</pre>
 *
 * <p>A check reads the script and runs nothing. Values that only a build knows (variables, {@code "${…}"}, results of other
 * calls) count as fitting; names, missing parameters and all values that the text says are held against the definition.
 * Immutable and thread-safe.
 */
public final class PipelineSteps {
    private static final String GENERIC = "velaStep";
    private static final String IN_LIBRARY = "resources/vela/definitions";

    private final DefinitionLibrary library;
    private final CuePackages packages;
    private final Map<String, String> types = new TreeMap<>();

    private PipelineSteps(DefinitionLibrary library, CuePackages packages) {
        this.library = library;
        this.packages = packages;
        for (String type : library.types()) {
            StepFunction.functionName(type).ifPresent(name -> types.put(name, type));
        }
        types.remove(StepFunction.functionName(DefinitionLibrary.GROUP).orElseThrow());
    }

    /** The steps of the built-in library. */
    public static PipelineSteps builtIn() {
        ActionRegistry actions = ActionRegistry.discovered(PipelineSteps.class.getClassLoader());
        return new PipelineSteps(DefinitionLibrary.builtIn(), actions.importable());
    }

    /**
     * With the definitions of a directory; they win over those there are.
     *
     * @throws io.jenkins.plugins.vela.definition.DefinitionException when one of them cannot be read
     */
    public PipelineSteps withDefinitions(Path directory) {
        return new PipelineSteps(
                library.with(DirectoryDefinitions.read(directory.toString(), directory, DocumentLimits.DEFAULT)),
                packages);
    }

    /** With the definitions of a shared library, given the library's root directory. */
    public PipelineSteps withLibrary(Path root) {
        return withDefinitions(root.resolve(IN_LIBRARY));
    }

    /** The functions that scripts can call, in alphabetical order. */
    public Set<String> functions() {
        return new LinkedHashSet<>(types.keySet());
    }

    /**
     * The calls of steps in a script, those by {@code velaStep} among them, in the order of the text.
     *
     * @throws IllegalArgumentException when it is no Groovy
     */
    public List<PipelineCall> calls(Path script) {
        return calls(script.toString(), text(script));
    }

    /** The same for a text; {@code source} is what messages call it. */
    public List<PipelineCall> calls(String source, String script) {
        return ScriptReader.calls(source, script).stream()
                .filter(call ->
                        types.containsKey(call.function()) || call.function().equals(GENERIC))
                .toList();
    }

    /**
     * What is wrong with the calls of steps in a script, or in all scripts of a directory and below it ({@code Jenkinsfile*}
     * and {@code *.groovy}).
     */
    public List<CallProblem> check(Path script) {
        List<CallProblem> problems = new ArrayList<>();
        for (Path file : scripts(script)) {
            problems.addAll(check(file.toString(), text(file)));
        }
        return problems;
    }

    /** The same for a text; {@code source} is what messages call it. */
    public List<CallProblem> check(String source, String script) {
        List<CallProblem> problems = new ArrayList<>();
        for (PipelineCall call : calls(source, script)) {
            for (String message : problems(call)) {
                problems.add(call.problem(message));
            }
        }
        return problems;
    }

    /** What is wrong with a call, for tests that run a script with calls recorded. */
    public List<CallProblem> check(String function, Map<String, ?> arguments) {
        if (!types.containsKey(function)) {
            return List.of(new CallProblem("", 0, 0, "there is no step " + function + didYouMean(function)));
        }
        ObjectNode properties = (ObjectNode) PlainValue.toJson(arguments);
        return new StepCall(function, types.get(function), properties, List.of())
                .problems(library, packages).stream()
                        .map(message -> new CallProblem("", 0, 0, message))
                        .toList();
    }

    /**
     * Fails unless the calls of {@link #check(Path)} are right.
     *
     * @throws AssertionError with all problems, one line each
     */
    public void verify(Path script) {
        fail(check(script));
    }

    /**
     * Fails unless a call is right.
     *
     * @throws AssertionError with all problems, one line each
     */
    public void verify(String function, Map<String, ?> arguments) {
        fail(check(function, arguments));
    }

    private static void fail(List<CallProblem> problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    problems.stream().map(CallProblem::toString).collect(Collectors.joining("\n")));
        }
    }

    private List<String> problems(PipelineCall call) {
        if (call.style() == PipelineCall.Style.UNKNOWN) {
            return List.of();
        } else if (call.function().equals(GENERIC)) {
            return generic(call);
        }
        String type = types.get(call.function());
        if (call.style() == PipelineCall.Style.SINGLE) {
            return single(call, type);
        }
        return new StepCall(call.function(), type, call.arguments(), call.later()).problems(library, packages);
    }

    /** Pipeline takes an argument without a name where just one is required. */
    private List<String> single(PipelineCall call, String type) {
        List<String> required = StepFunction.of(library.find(type).orElseThrow(), packages).fields().stream()
                .filter(SchemaField::isRequired)
                .map(SchemaField::name)
                .toList();
        if (required.size() != 1) {
            return List.of(call.function() + ": its parameters have to be named, as in " + call.function() + "("
                    + (required.isEmpty() ? "name: …" : String.join(": …, ", required) + ": …") + ")");
        }
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        Optional.ofNullable(call.arguments().get("")).ifPresent(value -> named.set(required.get(0), value));
        return new StepCall(call.function(), type, named, named.isEmpty() ? List.of(required.get(0)) : List.of())
                .problems(library, packages);
    }

    private List<String> generic(PipelineCall call) {
        JsonNode type = call.arguments().path("type");
        JsonNode properties = call.arguments().path("properties");
        if (!type.isTextual() || call.later().contains("properties")) {
            return call.later().contains("type") || call.later().contains("properties")
                    ? List.of()
                    : List.of(GENERIC + ": type: missing");
        }
        String below = "properties";
        List<String> later = call.later().stream()
                .filter(path -> path.startsWith(below))
                .map(path -> path.substring(below.length()).replaceFirst("^\\.", ""))
                .toList();
        return new StepCall(
                        GENERIC + " " + type.textValue(),
                        type.textValue(),
                        properties instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                        later)
                .problems(library, packages);
    }

    private String didYouMean(String function) {
        return Suggestion.didYouMean(function, types.keySet());
    }

    private static List<Path> scripts(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("Jenkinsfile")
                            || file.getFileName().toString().endsWith(".groovy"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }
}
