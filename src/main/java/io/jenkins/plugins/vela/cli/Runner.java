package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunRefusedException;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts the engine, gives it runs or lets it recover them, stays with them, and stops in good order on Ctrl-C. */
final class Runner {
    private final Console console;
    private final FollowOptions options;
    private final Clusters clusters;
    private final ClusterPlan plan;
    private final Optional<Path> state;
    private final boolean confirmed;
    private final ExternalPackages packages;
    private boolean strictUpstream;

    Runner(Console console, FollowOptions options, Clusters clusters, ClusterPlan plan, Optional<Path> state) {
        this.console = console;
        this.options = options;
        this.clusters = clusters;
        this.plan = plan;
        this.state = state;
        this.confirmed = false;
        this.packages = state.map(ExternalPackages::load).orElse(ExternalPackages.NONE);
    }

    private Runner(Runner other, boolean confirmed, ExternalPackages packages) {
        this.console = other.console;
        this.options = other.options;
        this.clusters = other.clusters;
        this.plan = other.plan;
        this.state = other.state;
        this.confirmed = confirmed;
        this.packages = packages;
    }

    /** The same, for a state directory of which a person says that it may go on. */
    Runner confirmed() {
        return new Runner(this, true, packages);
    }

    /** The same with packages that steps may call. */
    Runner with(ExternalPackages some) {
        return new Runner(this, confirmed, some);
    }

    /** New runs repeat their actions as upstream's do. */
    Runner strictUpstream() {
        strictUpstream = true;
        return this;
    }

    /** What the runs of an engine are, once it is there. */
    @FunctionalInterface
    private interface Start {
        List<Session.Followed> on(Engine engine);
    }

    /** Runs new runs and returns the exit code. */
    int run(List<RunFile> files, DefinitionLibrary library, DefinitionPlan definitions) throws InterruptedException {
        return follow(files.stream().map(RunFile::spec).toList(), engine -> {
            // only now is the directory ours
            state.ifPresent(plan::save);
            state.ifPresent(packages::save);
            return files.stream()
                    .map(file -> {
                        Run run = submit(engine, file, library);
                        state.ifPresent(directory -> definitions.save(directory, run.id()));
                        return new Session.Followed(run, file);
                    })
                    .toList();
        });
    }

    /** Goes on with recorded runs, all that are not finished. */
    int recover(List<RecordedRun> recorded) throws InterruptedException {
        return follow(recorded.stream().map(RecordedRun::spec).toList(), engine -> {
            engine.recover();
            return followed(engine, recorded);
        });
    }

    /** Does something to a recorded run and stays with it until it rests. */
    int operate(RecordedRun recorded, Wish wish) throws InterruptedException {
        return follow(List.of(recorded.spec()), engine -> {
            engine.recover();
            List<Session.Followed> runs = followed(engine, List.of(recorded));
            runs.forEach(followed -> wish.perform(followed.run()));
            console.err().println(wish.success(recorded.spec().name()));
            return runs;
        });
    }

    private static List<Session.Followed> followed(Engine engine, List<RecordedRun> recorded) {
        List<Session.Followed> runs = new ArrayList<>();
        for (RecordedRun run : recorded) {
            engine.run(run.id()).ifPresent(live -> runs.add(new Session.Followed(live, StateRuns.file(run))));
        }
        return runs;
    }

    private int follow(List<WorkflowRunSpec> specs, Start start) throws InterruptedException {
        Optional<Screen> screen = screen(specs);
        try (Engine engine = engine(screen);
                Interruption interruption = Interruption.watch(console, engine, screen, state)) {
            int exitCode = new Session(console, options, screen, start.on(engine), hint()).follow();
            interruption.passed();
            return exitCode;
        } finally {
            screen.ifPresent(Screen::close);
        }
    }

    /** Objects say who started the run, where that is a name that a label can hold. */
    private static Map<String, String> ownerLabels() {
        String user = System.getProperty("user.name", "");
        return user.matches("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")
                ? Map.of("workflowrun.oam.dev/owner", user)
                : Map.of();
    }

    private Engine engine(Optional<Screen> screen) {
        Engine.Builder builder =
                Engine.builder().clusters(clusters).actions(packages.actions()).ownerLabels(ownerLabels());
        state.ifPresent(directory -> builder.stateDirectory(directory)
                .definitionsAtRestart(spec -> DefinitionPlan.load(directory, spec.namespace() + "/" + spec.name())
                        .library(console)));
        if (confirmed) {
            builder.confirmed();
        }
        if (strictUpstream) {
            builder.strictUpstream();
        }
        return builder.listener(screen.<RunListener>map(shown -> shown).orElse(RunListener.NONE))
                .build();
    }

    private static Run submit(Engine engine, RunFile file, DefinitionLibrary library) {
        try {
            return engine.submit(file.spec(), library);
        } catch (RunRefusedException refused) {
            String lines = refused.findings().stream()
                    .map(finding -> file.spec().name() + ": "
                            + (finding.pointer().isEmpty() ? "" : path(finding.pointer()) + ": ")
                            + finding.message())
                    .collect(Collectors.joining("\n"));
            throw new Refusal(ExitCode.BAD_INPUT, lines.isEmpty() ? refused.getMessage() : lines, refused);
        }
    }

    private static FieldPath path(String pointer) {
        FieldPath path = FieldPath.ROOT;
        for (String segment : pointer.substring(1).split("/", -1)) {
            path = segment.matches("[0-9]{1,9}")
                    ? path.element(Integer.parseInt(segment))
                    : path.field(segment.replace("~1", "/").replace("~0", "~"));
        }
        return path;
    }

    /** Other formats print the result and nothing else. */
    private Optional<Screen> screen(List<WorkflowRunSpec> specs) {
        if (options.output() != OutputFormat.TEXT) {
            return Optional.empty();
        }
        List<String> subjects = new ArrayList<>();
        for (WorkflowRunSpec spec : specs) {
            String prefix = specs.size() > 1 ? spec.name() + ":" : "";
            for (WorkflowStep step : spec.steps()) {
                subjects.add(prefix + step.name());
                step.subSteps().forEach(sub -> subjects.add(prefix + step.name() + "/" + sub.name()));
            }
        }
        return Optional.of(new Screen(console, subjects, specs.size()));
    }

    private String hint() {
        return state.map(directory -> "; 'velaflow resume NAME --state " + directory + "' answers it and goes on")
                .orElse("; nobody is here to resume it, and without --state it cannot be resumed later");
    }
}
