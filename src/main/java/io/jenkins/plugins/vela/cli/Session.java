package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stays with runs until they end or nobody is there to go on, and prints the result. */
final class Session {
    /** Far enough away to be for ever, and small enough to be added to a clock. */
    private static final Duration NO_END = Duration.ofDays(36_500);

    /** A run with the object it is printed as. */
    record Followed(Run run, RunFile file) {}

    private final Console console;
    private final FollowOptions options;
    private final Optional<Screen> screen;
    private final List<Followed> runs;
    private final String resumeHint;

    Session(Console console, FollowOptions options, Optional<Screen> screen, List<Followed> runs, String resumeHint) {
        this.console = console;
        this.options = options;
        this.screen = screen;
        this.runs = List.copyOf(runs);
        this.resumeHint = resumeHint;
    }

    /** Returns the exit code: that of the run that ended worst. */
    int follow() throws InterruptedException {
        long end = System.nanoTime() + options.timeout().orElse(NO_END).toNanos();
        List<RunStatus> results = new ArrayList<>();
        for (Followed followed : runs) {
            results.add(untilRest(followed.run(), end));
        }
        screen.ifPresent(Screen::close);
        print(results);
        return worst(results);
    }

    /** The exit code of the run that ended worst. */
    static int worst(List<RunStatus> results) {
        int worst = ExitCode.SUCCEEDED;
        for (RunStatus result : results) {
            worst = worse(worst, exitCode(result));
        }
        return worst;
    }

    private RunStatus untilRest(Run run, long end) throws InterruptedException {
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Optional<RunStatus> rest = run.awaitRest(left);
            if (rest.isEmpty()) {
                screen.ifPresent(Screen::rest);
                console.err()
                        .println("velaflow: " + run.spec().name() + " is terminated: not finished after "
                                + Durations.show(options.timeout().orElse(NO_END)));
                run.terminate();
                return run.await(Duration.ofSeconds(30)).orElseGet(run::status);
            }
            if (rest.get().finished() || !goesOn(run, rest.get())) {
                return rest.get();
            }
        }
    }

    // ---- suspends ----

    private boolean goesOn(Run run, RunStatus status) {
        if (!console.interactive() || options.output() != OutputFormat.TEXT) {
            return false;
        }
        List<StepStatus> suspended = status.leaves().stream()
                .filter(step -> step.phase() == StepPhase.SUSPENDING)
                .toList();
        screen.ifPresent(Screen::rest);
        if (suspended.isEmpty()) {
            return answer(run, Optional.empty(), run.spec().name() + " is suspended.");
        }
        boolean any = false;
        for (StepStatus step : suspended) {
            String message = Printable.line(step.message());
            any |= answer(
                    run,
                    Optional.of(step.name()),
                    Printable.line(step.name()) + " is suspended" + (message.isEmpty() ? "." : ": " + message));
        }
        return any;
    }

    private boolean answer(Run run, Optional<String> step, String question) {
        Optional<String> answer = console.ask(Style.YELLOW.on(console, question) + " Go on? [yes/no/terminate] ");
        String word = answer.orElse("no").toLowerCase(Locale.ROOT);
        if (word.startsWith("y")) {
            return goOn(run, step);
        }
        if (word.startsWith("t")) {
            run.terminate();
            return true;
        }
        return false;
    }

    /** A step is let go on in the name of who sits here, so that its status says who it was. */
    private boolean goOn(Run run, Optional<String> step) {
        try {
            if (step.isPresent()) {
                run.approve(step.get(), Decider.named(System.getProperty("user.name", "unknown")), "");
            } else {
                run.resume();
            }
            return true;
        } catch (OperationRefusedException refused) {
            console.err().println("velaflow: " + refused.getMessage());
            return false;
        }
    }

    // ---- the end ----

    private void print(List<RunStatus> results) {
        if (options.output() != OutputFormat.TEXT) {
            options.output().print(console, object(results));
        }
        for (int i = 0; i < results.size(); i++) {
            Run run = runs.get(i).run();
            RunStatus status = results.get(i);
            if (options.output() == OutputFormat.TEXT) {
                console.out().println();
                StepTable.lines(console, run.spec(), status).forEach(console.out()::println);
                console.out().println();
                console.out().println(summary(console, run.spec(), status));
            }
            if (!status.finished()) {
                console.err().println("velaflow: " + run.spec().name() + " is suspended" + resumeHint);
            }
        }
    }

    static String summary(Console console, WorkflowRunSpec spec, RunStatus status) {
        String time = status.startTime().isPresent() && status.endTime().isPresent()
                ? " in "
                        + Durations.show(Duration.between(
                                status.startTime().get(), status.endTime().get()))
                : "";
        String message = status.message().isEmpty() ? "" : ": " + Printable.line(status.message());
        return "workflowrun/" + spec.name() + " "
                + EventLine.style(status.phase()).on(console, status.phase().word()) + time + message;
    }

    private ObjectNode object(List<RunStatus> results) {
        if (results.size() == 1) {
            return runs.get(0).file().withStatus(results.get(0));
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        for (int i = 0; i < results.size(); i++) {
            items.add(runs.get(i).file().withStatus(results.get(i)));
        }
        return list;
    }

    private static int exitCode(RunStatus status) {
        if (!status.finished()) {
            return ExitCode.SUSPENDED;
        }
        return status.phase() == RunPhase.SUCCEEDED
                ? ExitCode.SUCCEEDED
                : status.phase() == RunPhase.TERMINATED ? ExitCode.TERMINATED : ExitCode.FAILED;
    }

    /** Failed beats terminated beats suspended beats succeeded. */
    private static int worse(int a, int b) {
        List<Integer> order = List.of(ExitCode.SUCCEEDED, ExitCode.SUSPENDED, ExitCode.TERMINATED, ExitCode.FAILED);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }
}
