package io.jenkins.plugins.vela.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What libraries log: nothing, unless somebody debugs. The launcher names this class as the logging configuration, which
 * saves reading the default one and its handlers at every start.
 */
public final class Logging {
    /** Called by {@link LogManager}, which has no handlers and no levels at this moment. */
    public Logging() {
        Logger.getLogger("").setLevel(Level.OFF);
    }

    /** Lets warnings and our own messages through to standard error. */
    static void verbose() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.INFO);
    }
}
