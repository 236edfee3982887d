package io.jenkins.plugins.vela.cli;

import java.util.List;

/** Ends a command with lines for the user and an exit code; never shown as a stack trace, except with {@code --debug}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    Refusal(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static Refusal badInput(String message) {
        return new Refusal(ExitCode.BAD_INPUT, message);
    }

    int exitCode() {
        return exitCode;
    }

    List<String> lines() {
        return getMessage().lines().toList();
    }
}
