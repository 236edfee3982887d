package io.jenkins.plugins.vela.cli;

/** What the process says to its caller. */
final class ExitCode {
    static final int SUCCEEDED = 0;
    static final int FAILED = 1;
    /** Bad input or usage: nothing was run. */
    static final int BAD_INPUT = 2;

    static final int TERMINATED = 3;
    /** Suspended, and nobody here to resume it. */
    static final int SUSPENDED = 4;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
