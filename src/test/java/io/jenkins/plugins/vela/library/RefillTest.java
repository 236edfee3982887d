package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * However data is filled in, one piece after the other, in place of earlier ones, with the value looked at in between or
 * not: what comes out is what an evaluation gives that has all the data from the beginning.
 */
class RefillTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/io/jenkins/plugins/vela/library");
    private static final Path TEMPLATES = Path.of("src/test/resources/cue/refill");

    private static final ActionRegistry ACTIONS = ActionRegistry.discovered(RefillTest.class.getClassLoader());
    private static final List<Subject> SUBJECTS = subjects();

    /**
     * A template and what to fill in.
     *
     * @param data for each path some pieces of data, of which any may be there
     */
    private record Subject(String name, CueTemplate template, Map<CuePath, List<JsonNode>> data) {}

    @Property(tries = 500)
    void filling_in_gives_what_evaluating_anew_gives(@ForAll long seed) {
        Random random = new Random(seed);
        Subject subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
        Map<CuePath, JsonNode> first = new LinkedHashMap<>();
        first.put(CuePath.of("parameter"), pick(subject, CuePath.of("parameter"), random));
        first.put(CuePath.of("context"), pick(subject, CuePath.of("context"), random));
        Map<CuePath, JsonNode> filled = new LinkedHashMap<>();
        CueValue value = subject.template().evaluate(first);
        List<CuePath> paths = List.copyOf(subject.data().keySet());
        StringBuilder story = new StringBuilder(subject.name() + " with " + first);
        for (int i = 0; i < 8; i++) {
            look(value, random, story);
            CuePath path = paths.get(random.nextInt(paths.size()));
            JsonNode data = pick(subject, path, random);
            story.append("\n  then ").append(path).append(" = ").append(data);
            CueValue before = value;
            value = value.fill(path, data);
            if (random.nextInt(10) == 0) {
                story.append("\n  the one before is looked at once more");
                assertThat(picture(before)).as("%s", story).isEqualTo(picture(anew(subject, first, filled)));
            }
            filled.remove(path);
            filled.put(path, data);
            if (random.nextInt(3) > 0) {
                story.append("\n  compared");
                assertThat(picture(value)).as("%s", story).isEqualTo(picture(anew(subject, first, filled)));
            }
        }
        assertThat(picture(value)).as("%s", story).isEqualTo(picture(anew(subject, first, filled)));
    }

    private static CueValue anew(Subject subject, Map<CuePath, JsonNode> first, Map<CuePath, JsonNode> filled) {
        CueValue value = subject.template().evaluate(first);
        for (Map.Entry<CuePath, JsonNode> fill : filled.entrySet()) {
            value = value.fill(fill.getKey(), fill.getValue());
        }
        return value;
    }

    /** Looks at some of it, so that a part of it is evaluated. */
    private static void look(CueValue value, Random random, StringBuilder story) {
        int what = random.nextInt(5);
        story.append("\n  looked at ").append(what);
        switch (what) {
            case 0 -> value.actions();
            case 1 -> value.error();
            case 2 -> {
                List<CueAction> actions = value.actions();
                if (!actions.isEmpty()) {
                    actions.get(random.nextInt(actions.size())).value().error();
                }
            }
            case 3 -> value.fields().forEach(field -> field.value().kind());
            default -> {
                // not at all
            }
        }
    }

    /** Everything that can be asked for, as text. */
    private static String picture(CueValue value) {
        StringBuilder picture = new StringBuilder();
        for (CueAction action : value.actions()) {
            picture.append(action.path())
                    .append(' ')
                    .append(action.provider())
                    .append('.')
                    .append(action.name())
                    .append(" reads ")
                    .append(new TreeSet<>(action.value().reads().stream()
                            .map(CuePath::toString)
                            .toList()))
                    .append(": ")
                    .append(json(action.value()))
                    .append('\n');
        }
        value.allFields().forEach(field -> picture.append(field.name())
                .append(' ')
                .append(field.kind())
                .append(": ")
                .append(json(field.value()))
                .append('\n'));
        return picture.append(json(value)).toString();
    }

    private static String json(CueValue value) {
        Optional<CueError> error = value.error();
        if (error.isEmpty()) {
            return value.toJson().toString();
        }
        CueError it = error.get();
        return it.code() + " at " + it.path() + " missing "
                + new TreeSet<>(it.missing().stream().map(CuePath::toString).toList());
    }

    // ---- subjects ----

    private static JsonNode pick(Subject subject, CuePath path, Random random) {
        List<JsonNode> data = subject.data().get(path);
        JsonNode picked = data.get(random.nextInt(data.size()));
        return random.nextInt(3) == 0 ? changed(picked, random) : picked;
    }

    /** The same with something missing, or of another kind, or another value, somewhere. */
    private static JsonNode changed(JsonNode data, Random random) {
        if (data.isObject() && data.size() > 0) {
            ObjectNode copy = ((ObjectNode) data).deepCopy();
            List<String> names = new ArrayList<>();
            copy.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(8) == 0) {
                copy.remove(name);
            } else {
                copy.set(name, changed(copy.get(name), random));
            }
            return copy;
        }
        if (data.isArray() && data.size() > 0 && random.nextInt(8) > 0) {
            com.fasterxml.jackson.databind.node.ArrayNode copy = data.deepCopy();
            int index = random.nextInt(copy.size());
            copy.set(index, changed(copy.get(index), random));
            return copy;
        }
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(7)) {
            case 0 -> make.textNode("other");
            case 1 -> make.numberNode(random.nextInt(3));
            case 2 -> make.booleanNode(random.nextBoolean());
            case 3 -> make.nullNode();
            case 4 -> make.arrayNode().add("a").add("b");
            case 5 -> make.objectNode().put("phase", "Failed").put("n", 1);
            default -> make.textNode("Running");
        };
    }

    private static List<Subject> subjects() {
        DefinitionLibrary library = DefinitionLibrary.builtIn();
        List<Subject> subjects = new ArrayList<>();
        for (String type : library.types()) {
            subjects.add(subject(
                    type, library.find(type).orElseThrow().source(), documents(SCENARIOS.resolve(type + ".yaml"))));
        }
        try (java.util.stream.Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".cue")) {
                    subjects.add(subject(
                            name,
                            new CueSource(name, Files.readString(file)),
                            documents(TEMPLATES.resolve(name.replace(".cue", ".yaml")))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return subjects;
    }

    private static Subject subject(String name, CueSource source, List<JsonNode> scenarios) {
        CueOptions options = CueOptions.defaults()
                .packages(path -> ACTIONS.packages().getOrDefault(path, List.of()))
                .legacyTemplates(true)
                .tracked("#do")
                .inputs("context", "parameter");
        Map<CuePath, List<JsonNode>> data = new HashMap<>();
        data.put(CuePath.of("context"), new ArrayList<>(List.of(context("a"), context("b"))));
        data.put(CuePath.of("parameter"), new ArrayList<>());
        for (JsonNode scenario : scenarios) {
            data.get(CuePath.of("parameter")).add(scenario.path("parameter"));
            scenario.path("results").properties().forEach(result -> result.getValue()
                    .forEach(each -> data.computeIfAbsent(CuePath.parse(result.getKey()), p -> new ArrayList<>())
                            .add(each)));
        }
        Map<CuePath, List<JsonNode>> ordered = new LinkedHashMap<>();
        new TreeSet<>(data.keySet().stream().map(CuePath::toString).toList())
                .forEach(path -> ordered.put(CuePath.parse(path), data.get(CuePath.parse(path))));
        return new Subject(name, Cue.compile(options, source), ordered);
    }

    private static ObjectNode context(String session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "run")
                .put("namespace", "default")
                .put("stepName", "step")
                .put("stepSessionID", session);
    }

    private static List<JsonNode> documents(Path file) {
        try {
            return Document.parseAll(file.toString(), Files.readString(file)).stream()
                    .map(Document::value)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
