package io.jenkins.plugins.vela.workflow;

import java.time.Duration;
import java.util.Map;

/**
 * Where an engine's figures go. The names are the upstream controller's, so that dashboards for it show these runs too:
 *
 * <table>
 * <caption>Figures</caption>
 * <tr><td>{@code workflowrun_initialized_num}</td><td>counted; runs that started</td></tr>
 * <tr><td>{@code workflowrun_phase_number}</td><td>number, by {@code phase}; runs that the engine has</td></tr>
 * <tr><td>{@code workflowrun_step_phase_number}</td><td>number, by {@code step_type} and {@code phase}</td></tr>
 * <tr><td>{@code workflowrun_finished_time_seconds}</td><td>time, by {@code phase}; from start to end of a run</td></tr>
 * <tr><td>{@code workflowrun_step_duration_ms}</td><td>milliseconds, by {@code controller} and {@code step_type}</td></tr>
 * <tr><td>{@code workflowrun_reconcile_time_seconds}</td><td>time, by {@code begin_phase} and {@code end_phase}; one turn of
 * a run's thread</td></tr>
 * <tr><td>{@code generate_task_runners_time_seconds}</td><td>time, by {@code controller}; compiling a run's definitions</td></tr>
 * </table>
 *
 * <p>Methods are called by many threads and must return soon; what they throw disturbs nothing but costs time.
 */
public interface Meters {

    /** For those who do not measure. */
    Meters NONE = new Meters() {
        @Override
        public void count(String name, Map<String, String> tags) {
            // nobody looks
        }

        @Override
        public void number(String name, Map<String, String> tags, long value) {
            // nobody looks
        }

        @Override
        public void time(String name, Map<String, String> tags, Duration duration) {
            // nobody looks
        }

        @Override
        public void millis(String name, Map<String, String> tags, long milliseconds) {
            // nobody looks
        }
    };

    /** Something happened once more. */
    void count(String name, Map<String, String> tags);

    /** Something is so many now. */
    void number(String name, Map<String, String> tags, long value);

    /** Something took so long; the name ends in {@code _seconds}. */
    void time(String name, Map<String, String> tags, Duration duration);

    /** Something took so long; the name ends in {@code _ms}. */
    void millis(String name, Map<String, String> tags, long milliseconds);
}
