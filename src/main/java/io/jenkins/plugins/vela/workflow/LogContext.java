package io.jenkins.plugins.vela.workflow;

import org.slf4j.MDC;

/** What is logged while a task runs says for which run, step and session: the keys {@code run}, {@code step}, {@code session}. */
final class LogContext {

    private LogContext() {}

    static void within(String run, Runnable task) {
        MDC.put("run", run);
        try {
            task.run();
        } finally {
            MDC.remove("run");
        }
    }

    static void within(String run, String step, String session, Runnable task) {
        MDC.put("step", step);
        MDC.put("session", session);
        try {
            within(run, task);
        } finally {
            MDC.remove("step");
            MDC.remove("session");
        }
    }
}
