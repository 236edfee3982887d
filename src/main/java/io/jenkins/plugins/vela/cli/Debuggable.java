package io.jenkins.plugins.vela.cli;

/** A command with {@code --debug}. */
interface Debuggable {
    /** Whether stack traces are wanted. */
    boolean debug();
}
