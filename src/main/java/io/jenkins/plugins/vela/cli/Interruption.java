package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: the engine stops where it stands, which with a state directory means that its journal is complete, and the user
 * is told how to go on. The process then ends with 130 as the system wants it.
 */
final class Interruption implements AutoCloseable {
    private final AtomicBoolean passed = new AtomicBoolean();
    private final Thread hook;

    private Interruption(Console console, Engine engine, Optional<Screen> screen, Optional<Path> state) {
        this.hook = new Thread(() -> stop(console, engine, screen, state), "velaflow-interrupted");
    }

    static Interruption watch(Console console, Engine engine, Optional<Screen> screen, Optional<Path> state) {
        Interruption interruption = new Interruption(console, engine, screen, state);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stop(Console console, Engine engine, Optional<Screen> screen, Optional<Path> state) {
        if (passed.getAndSet(true)) {
            return;
        }
        screen.ifPresent(Screen::close);
        engine.close();
        console.err()
                .println("velaflow: interrupted"
                        + state.map(directory -> "; 'velaflow continue --state " + directory + "' goes on")
                                .orElse("; without --state nothing is kept"));
    }

    /** The command came to its own end; from now on an interrupt only ends the process. */
    void passed() {
        passed.set(true);
    }

    /** Whoever comes here while the process is being stopped waits until it is gone, instead of reporting confusion. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            while (true) {
                try {
                    hook.join();
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException again) {
                    // the process ends without us
                }
            }
        }
    }
}
