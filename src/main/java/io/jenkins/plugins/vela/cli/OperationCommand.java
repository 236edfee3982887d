package io.jenkins.plugins.vela.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code velaflow suspend|resume|terminate|restart}: asks the process that owns the state directory; where nobody does, takes
 * it over, does what is asked, and stays with the run.
 */
@Command(
        footer = {
            "",
            "While another velaflow runs the workflow, it is asked to do this, and the command returns at once (exit"
                    + " code 0).",
            "Otherwise the command takes the run up itself and stays with it; exit codes as those of run."
        })
final class OperationCommand implements Callable<Integer> {
    @Mixin
    private OperationTarget target = new OperationTarget();

    @Mixin
    private StepOption only = new StepOption();

    private final Console console;
    private final Operation operation;

    OperationCommand(Console console, Operation operation) {
        this.console = console;
        this.operation = operation;
    }

    String description() {
        return operation.description();
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> step = only.name();
        if (operation == Operation.TERMINATE && step.isPresent()) {
            throw Refusal.badInput("terminate ends a whole run, it takes no --step");
        }
        return target.carryOut(console, new Wish(operation.word(), step, run -> operation.perform(run, step)));
    }
}
