package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import java.io.PrintStream;
import java.util.List;

/** Prints findings, one line each: {@code file:line:column: error: path: message}. */
final class Findings {
    private Findings() {}

    static void print(Console console, PrintStream stream, List<PlacedFinding> findings) {
        for (PlacedFinding finding : findings) {
            String word = finding.isError() ? Style.RED.on(console, "error") : Style.YELLOW.on(console, "warning");
            String path = finding.path().isRoot() ? "" : finding.path() + ": ";
            stream.println(finding.position() + ": " + word + ": " + path + finding.message());
        }
    }
}
