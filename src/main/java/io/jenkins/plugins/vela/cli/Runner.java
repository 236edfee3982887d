package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunRefusedException;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts the engine, gives it runs or lets it recover them, stays with them, and stops in good order on Ctrl-C. */
final class Runner {
    private final Console console;
    private final FollowOptions options;
    private final Clusters clusters;
    private final DefinitionLibrary library;
    private final Optional<Path> state;

    Runner(Console console, FollowOptions options, Clusters clusters, DefinitionLibrary library, Optional<Path> state) {
        this.console = console;
        this.options = options;
        this.clusters = clusters;
        this.library = library;
        this.state = state;
    }

    /** Runs new runs and returns the exit code. */
    int run(List<RunFile> files) throws InterruptedException {
        Optional<Screen> screen = screen(files.stream().map(RunFile::spec).toList());
        try (Engine engine = engine(screen);
                Interruption interruption = Interruption.watch(console, engine, screen, state)) {
            List<Session.Followed> runs = new ArrayList<>();
            for (RunFile file : files) {
                runs.add(new Session.Followed(submit(engine, file), file));
            }
            int exitCode = new Session(console, options, screen, runs, hint()).follow();
            interruption.passed();
            return exitCode;
        }
    }

    private Engine engine(Optional<Screen> screen) {

        Engine.Builder builder = Engine.builder().clusters(clusters).definitions(library);
        state.ifPresent(builder::stateDirectory);
        return builder.listener(screen.<RunListener>map(shown -> shown).orElse(RunListener.NONE))
                .build();
    }

    private static Run submit(Engine engine, RunFile file) {
        try {
            return engine.submit(file.spec());
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
