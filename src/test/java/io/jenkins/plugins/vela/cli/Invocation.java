package io.jenkins.plugins.vela.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A call of the real command line in this process: what it printed and what it returned. */
record Invocation(int exitCode, String out, String err) {
    static Invocation of(String... arguments) {
        return with("", false, arguments);
    }

    static Invocation withInput(String input, String... arguments) {
        return with(input, false, arguments);
    }

    /** With a person at a terminal who types the input. */
    static Invocation atTerminal(String input, String... arguments) {
        return with(input, true, arguments);
    }

    private static Invocation with(String input, boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                terminal,
                terminal,
                100);
        int exitCode = Velaflow.run(console, arguments);
        return new Invocation(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
