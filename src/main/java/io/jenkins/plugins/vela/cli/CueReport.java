package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import java.util.List;
import java.util.concurrent.Callable;

/** Prints what is wrong with CUE: each error with its place, path, source line and the other places that took part. */
final class CueReport {
    private CueReport() {}

    static void print(Console console, List<CueError> errors) {
        for (CueError error : errors) {
            console.err().println(error.explain());
        }
    }

    /** Does the work of a command; errors are printed and make its exit code 1. */
    static int run(Console console, Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (CueException e) {
            console.out().flush();
            print(console, e.errors());
            return ExitCode.FAILED;
        }
    }
}
