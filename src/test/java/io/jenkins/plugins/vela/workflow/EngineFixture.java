package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine with the actions of {@link TestActions} and definitions that a test writes down. As an extension it is closed after
 * the test.
 */
final class EngineFixture implements AutoCloseable, AfterEachCallback {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A template that sends one request, which must not be sent twice. */
    static final String POST =
            "import \"vela/test\"\npost: test.#Post & {$params: {name: parameter.name, value: parameter.value}}\n"
                    + "parameter: {name: string, value: *1 | _}";

    final TestActions actions;
    final List<RunNotice> notices = new CopyOnWriteArrayList<>();
    private final List<StepDefinition> definitions = new CopyOnWriteArrayList<>();
    private Optional<Path> state = Optional.empty();
    private Clusters clusters = Clusters.none();
    private EngineLimits limits = EngineLimits.DEFAULT;
    private Optional<ManualTime> time = Optional.empty();
    private UnaryOperator<Engine.Builder> more = builder -> builder;
    private boolean confirmed;
    private Clock clock = Clock.systemUTC();
    private Optional<Engine> engine = Optional.empty();

    EngineFixture() {
        this(new TestActions());
    }

    EngineFixture(TestActions actions) {
        this.actions = actions;
    }

    /** A definition; also one that takes the place of another, for the next restart. */
    EngineFixture type(String name, String template) {
        definitions.removeIf(definition -> definition.name().equals(name));
        definitions.add(new StepDefinition(
                name, "", "", "", Map.of(), Map.of(), template, name + ".cue", new Position(name + ".cue", 1, 1)));
        return this;
    }

    EngineFixture state(Path directory) {
        state = Optional.of(directory);
        return this;
    }

    EngineFixture clusters(Clusters some) {
        clusters = some;
        return this;
    }

    /** Goes on with a state directory that was copied. */
    EngineFixture confirmed() {
        confirmed = true;
        return this;
    }

    EngineFixture clock(Clock some) {
        clock = some;
        return this;
    }

    EngineFixture limits(EngineLimits some) {
        limits = some;
        return this;
    }

    EngineFixture time(ManualTime manual) {
        time = Optional.of(manual);
        return this;
    }

    EngineFixture with(UnaryOperator<Engine.Builder> settings) {
        more = settings;
        return this;
    }

    private DefinitionLibrary library() {
        return DefinitionLibrary.builtIn().with(FixedDefinitions.of(definitions));
    }

    /** The definition is gone. */
    EngineFixture without(String name) {
        definitions.removeIf(definition -> definition.name().equals(name));
        return this;
    }

    Engine engine() {
        if (engine.isEmpty()) {
            Engine.Builder builder = Engine.builder()
                    .definitions(library())
                    .definitionsAtRestart(spec -> library())
                    .actions(ActionRegistry.discovered(Engine.class.getClassLoader())
                            .with(actions))
                    .clusters(clusters)
                    .limits(limits)
                    .listener(notices::add);
            state.ifPresent(builder::stateDirectory);
            builder.clock(clock);
            time.ifPresent(manual -> builder.clock(manual).timers(manual));
            if (confirmed) {
                builder.confirmed();
            }
            engine = Optional.of(more.apply(builder).build());
        }
        return engine.get();
    }

    /** Starts a run of steps written as JSON with single quotes. */
    Run run(String mode, String steps) {
        return engine().submit(spec(
                "{metadata:{name:'r'},spec:{mode:{steps:'" + mode + "'},workflowSpec:{steps:[" + steps + "]}}}"));
    }

    Run runByStep(String steps) {
        return run("StepByStep", steps);
    }

    static WorkflowRunSpec spec(String text) {
        List<Finding> findings = new ArrayList<>();
        return WorkflowRunSpec.decode(json(text), name -> Optional.empty(), findings::add)
                .orElseThrow(() -> new IllegalArgumentException(findings.toString()));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunStatus end(Run run) throws InterruptedException {
        Optional<RunStatus> status = run.await(PATIENCE);
        assertThat(status).as(() -> "still " + render(run.status())).isPresent();
        return status.get();
    }

    static String render(RunStatus status) {
        return status.phase() + " " + render(status.steps());
    }

    private static String render(List<StepStatus> steps) {
        List<String> words = new ArrayList<>();
        for (StepStatus step : steps) {
            String children = step.subSteps().isEmpty() ? "" : "(" + render(step.subSteps()) + ")";
            String reason = step.reason() == StepReason.NONE ? "" : "/" + step.reason();
            String message = step.message().isEmpty() ? "" : " [" + step.message() + "]";
            words.add(step.name() + "=" + step.phase() + reason + message + children);
        }
        return String.join(" ", words);
    }

    @Override
    public void close() {
        engine.ifPresent(Engine::close);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        actions.gate.open();
        close();
    }
}
