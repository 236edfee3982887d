package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.document.DocumentException;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.journal.JournalException;
import java.util.List;

/**
 * What an exception means to the user.
 *
 * @param lines what to print
 * @param exitCode what to exit with
 * @param isOurs true where no input of the user explains it
 */
record Problem(List<String> lines, int exitCode, boolean isOurs) {
    static Problem of(Exception exception) {
        if (exception instanceof Refusal refusal) {
            return new Problem(prefixed(refusal.lines()), refusal.exitCode(), false);
        }
        if (exception instanceof DocumentException
                || exception instanceof DefinitionException
                || exception instanceof CueException
                || exception instanceof JournalException
                || exception instanceof OperationRefusedException) {
            return new Problem(prefixed(exception.getMessage().lines().toList()), ExitCode.BAD_INPUT, false);
        }
        String message = exception.getMessage() == null ? "" : ": " + firstLine(exception.getMessage());
        return new Problem(
                List.of("velaflow: " + exception.getClass().getSimpleName() + message), ExitCode.FAILED, true);
    }

    private static List<String> prefixed(List<String> lines) {
        return lines.stream().map(line -> "velaflow: " + line).toList();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
