package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.StepRef;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines at the bottom of a terminal that show which steps are at work, and for how long. Not for use without {@link Screen}'s lock. */
final class LiveView implements AutoCloseable {
    private static final int MOST_LINES = 8;
    private static final long REDRAW_MILLIS = 120;
    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};

    /** A step at work. */
    private record Active(Instant since, StepPhase phase, String message) {}

    private final Console console;
    private final int total;
    private final Map<String, Active> active = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();
    private int drawn;
    private int turn;
    private boolean closed;

    LiveView(Console console, int total) {
        this.console = console;
        this.total = total;
    }

    /** Redraws a few times a second, holding the lock that guards all printing. */
    void start(Object lock) {
        Thread ticker = new Thread(
                () -> {
                    while (redraw(lock)) {}
                },
                "velaflow-screen");
        ticker.setDaemon(true);
        ticker.start();
    }

    private boolean redraw(Object lock) {
        try {
            Thread.sleep(REDRAW_MILLIS);
        } catch (InterruptedException unwanted) {
            return false;
        }
        synchronized (lock) {
            if (drawn > 0) {
                turn++;
                erase();
                draw();
                console.out().flush();
            }
            return !closed;
        }
    }

    void note(RunNotice notice) {
        if (notice instanceof RunNotice.StepStarted started) {
            active.put(key(notice, started.step()), new Active(notice.time(), StepPhase.RUNNING, ""));
        } else if (notice instanceof RunNotice.StepPhaseChanged changed) {
            String key = key(notice, changed.step());
            switch (changed.phase()) {
                case SUCCEEDED, FAILED, SKIPPED -> {
                    active.remove(key);
                    done.add(key);
                }
                case RUNNING, SUSPENDING -> {
                    done.remove(key);
                    Instant since = active.containsKey(key) ? active.get(key).since() : notice.time();
                    active.put(key, new Active(since, changed.phase(), changed.message()));
                }
                case PENDING -> active.remove(key);
            }
        } else if (notice instanceof RunNotice.StepMessage message) {
            active.computeIfPresent(
                    key(notice, message.step()),
                    (key, before) -> new Active(before.since(), before.phase(), message.message()));
        }
    }

    private static String key(RunNotice notice, StepRef step) {
        return notice.run() + " " + EventLine.name(step);
    }

    /** Takes the lines away; the cursor stands where they began. */
    void erase() {
        if (drawn > 0) {
            console.out().print("\u001B[" + drawn + "A\r\u001B[J");
            drawn = 0;
        }
    }

    void draw() {
        if (closed || active.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        Instant now = Instant.now();
        for (Map.Entry<String, Active> entry : active.entrySet()) {
            if (lines.size() == MOST_LINES) {
                lines.add("  and " + (active.size() - MOST_LINES) + " more");
                break;
            }
            Active step = entry.getValue();
            String mark = step.phase() == StepPhase.SUSPENDING ? "‖" : SPINNER[turn % SPINNER.length];
            String name = entry.getKey().substring(entry.getKey().indexOf(' ') + 1);
            lines.add(mark + " " + name + " " + Durations.show(Duration.between(step.since(), now)) + " "
                    + Printable.line(step.message()));
        }
        lines.add(Style.DIM.on(
                console, done.size() + " of " + Math.max(total, done.size() + active.size()) + " steps done"));
        for (String line : lines) {
            console.out().println(cut(line));
        }
        drawn = lines.size();
    }

    /** A line that wraps could not be erased. */
    private String cut(String line) {
        int most = Math.max(10, console.width() - 1);
        if (line.indexOf('\u001B') >= 0 || Table.width(line) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    @Override
    public void close() {
        erase();
        closed = true;
    }
}
