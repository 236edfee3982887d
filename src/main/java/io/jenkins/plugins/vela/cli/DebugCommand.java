package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.RunElsewhere;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow debug}: what the template of a step has become. */
@Command(
        name = "debug",
        description = "Show what the template of a step has become: what is known, what is not yet, and what is wrong.",
        footer = {
            "",
            "--step is not needed where only one is running or failed. A running step is asked in the process that runs it. Of a step that failed it is kept; of other steps too when the"
                    + " run has the annotation workflowrun.oam.dev/debug: \"true\". Secrets are not shown."
        })
final class DebugCommand implements Callable<Integer> {
    @Mixin
    private RecordedRunOptions target = new RecordedRunOptions();

    @Mixin
    private StepOption step = new StepOption();

    @Option(
            names = {"-f", "--focus"},
            paramLabel = "PATH",
            description = "Only the value at this path, for example deploy.$returns.")
    private Optional<String> focus = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "yaml (default) or json.")
    private OutputFormat format = OutputFormat.YAML;

    private final Console console;

    DebugCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordedRun run = target.find();
        String wanted = step.of(run).orElseGet(() -> onlyStep(run));
        JsonNode value = RunElsewhere.find(target.state(), run.id())
                .map(live -> live.evaluated(wanted))
                .or(() -> RecordedRun.evaluated(target.state(), run.spec(), wanted))
                .orElseThrow(() -> Refusal.badInput("nobody runs " + run.id() + " now, and nothing was kept of step "
                        + wanted + ": what a template has become is kept when its step fails, or when the run has the"
                        + " annotation workflowrun.oam.dev/debug: \"true\""));
        format.print(console, focused(value));
        return ExitCode.SUCCEEDED;
    }

    private static String onlyStep(RecordedRun run) {
        var candidates = StateRuns.leaves(run).stream()
                .filter(one -> switch (one.phase()) {
                    case RUNNING, SUSPENDING, FAILED -> true;
                    default -> false;
                })
                .map(StepStatus::name)
                .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw Refusal.badInput("which step? --step is one of "
                + StateRuns.leaves(run).stream().map(StepStatus::name).collect(Collectors.joining(", ")));
    }

    private JsonNode focused(JsonNode value) {
        JsonNode found = value;
        for (String member : focus.map(path -> path.split("[.]")).orElse(new String[0])) {
            JsonNode next = found.isArray() && member.matches("[0-9]{1,9}")
                    ? found.path(Integer.parseInt(member))
                    : found.path(member);
            if (next.isMissingNode()) {
                throw Refusal.badInput("there is no " + focus.get() + ": no " + member + " there");
            }
            found = next;
        }
        return found;
    }
}
