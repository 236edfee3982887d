package io.jenkins.plugins.vela.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The user's side of the process: where results and messages go, where answers come from, and what the terminal can do.
 *
 * @param out results
 * @param err messages that are no result
 * @param in answers and {@code -} as a file
 * @param styled whether {@code out} is a terminal that takes ANSI sequences
 * @param interactive whether a person can be asked
 * @param width columns of the terminal; meaningless where it is none
 */
record Console(PrintStream out, PrintStream err, InputStream in, boolean styled, boolean interactive, int width) {
    /** Set by the launcher, which can ask the system for less than a Java process: {@code out}, {@code in} or both. */
    private static final String TERMINAL = "velaflow.terminal";

    private static final String WIDTH = "velaflow.width";

    /** The process's own streams, UTF-8 whatever the locale says, {@code out} buffered. */
    static Console ofProcess() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // without the launcher nothing is known: plain output is right everywhere
        String terminals = System.getProperty(TERMINAL, "");
        boolean outTerminal = terminals.contains("out");
        boolean inTerminal = terminals.contains("in");
        return new Console(
                out,
                err,
                System.in,
                outTerminal && takesAnsi(System.getenv()),
                outTerminal && inTerminal,
                Integer.getInteger(WIDTH, 100));
    }

    /** No colour where the user (no-color.org) or the terminal does not want it. */
    private static boolean takesAnsi(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment
                        .getOrDefault("TERM", "")
                        .toLowerCase(Locale.ROOT)
                        .equals("dumb");
    }

    /** Asks a question and waits for a line; empty when the input has ended. */
    Optional<String> ask(String question) {
        out.print(question);
        out.flush();
        // byte by byte: a reader would take more than this line, and the next question would miss it
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                line.write(next);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }
}
