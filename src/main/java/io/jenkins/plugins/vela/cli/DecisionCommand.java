package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.model.Approval.Verdict;
import io.jenkins.plugins.vela.workflow.model.Decider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow approve|reject}: decides about a suspended step in somebody's name. */
@Command(
        footer = {
            "",
            "The step's status keeps who decided, and the comment. Who can write the state directory is trusted to be"
                    + " who --by says.",
            "Exit codes as those of resume."
        })
final class DecisionCommand implements Callable<Integer> {
    @Mixin
    private OperationTarget target = new OperationTarget();

    @Option(
            names = {"-s", "--step"},
            required = true,
            paramLabel = "STEP",
            description = "The suspended step, or a group of such.")
    private String step;

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides; the user of this system unless given.")
    private String by = System.getProperty("user.name", "unknown");

    @Option(names = "--group", paramLabel = "NAME", description = "A group that this person belongs to; repeatable.")
    private List<String> groups = List.of();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private String comment = "";

    private final Console console;
    private final Verdict verdict;

    DecisionCommand(Console console, Verdict verdict) {
        this.console = console;
        this.verdict = verdict;
    }

    String description() {
        return verdict == Verdict.APPROVED
                ? "Let a suspended step go on, in somebody's name."
                : "Fail a suspended step, in somebody's name.";
    }

    @Override
    public Integer call() throws InterruptedException {
        if (by.isBlank()) {
            throw Refusal.badInput("--by: whoever decides has a name");
        }
        Decider decider = new Decider(by, new LinkedHashSet<>(groups));
        Wish wish = verdict == Verdict.APPROVED
                ? new Wish("approve", Optional.of(step), run -> run.approve(step, decider, comment))
                : new Wish("reject", Optional.of(step), run -> run.reject(step, decider, comment));
        return target.carryOut(console, wish);
    }
}
