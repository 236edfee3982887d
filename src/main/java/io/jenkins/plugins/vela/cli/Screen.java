package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunNotice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prints what happens, one line per event: time, step, message, aligned; the log of a step's pods indented under it. On a
 * terminal a few lines below show what is going on just now; they are drawn over, everything above them stays.
 *
 * <p>Thread-safe: notices of several runs come at the same time.
 */
final class Screen implements RunListener, AutoCloseable {
    private static final int WIDEST_SUBJECT = 32;

    private final Console console;
    private final boolean severalRuns;
    private final Optional<LiveView> live;
    private final Map<String, String> lastLine = new HashMap<>();
    private final Map<String, String> logSource = new HashMap<>();
    private final Set<String> startedLogs = new HashSet<>();
    private int subjectWidth;

    /**
     * Starts the live view where there can be one.
     *
     * @param subjects the steps that will be named, for the width of their column
     * @param runs how many runs print here
     */
    Screen(Console console, List<String> subjects, int runs) {
        this.console = console;
        this.severalRuns = runs > 1;
        this.subjectWidth = Math.min(
                WIDEST_SUBJECT, subjects.stream().mapToInt(Table::width).max().orElse(0));
        this.live = console.styled() ? Optional.of(new LiveView(console, subjects.size())) : Optional.empty();
        live.ifPresent(view -> view.start(this));
    }

    @Override
    public synchronized void onNotice(RunNotice notice) {
        live.ifPresent(view -> view.note(notice));
        if (notice instanceof RunNotice.StepLog log) {
            log(log);
        } else {
            EventLine.of(notice, severalRuns).ifPresent(line -> event(notice, line));
        }
        // with a live view the screen is drawn at once, otherwise lines should not wait in the buffer either
        console.out().flush();
    }

    private void event(RunNotice notice, EventLine line) {
        String text = withoutRepeated(notice, Printable.of(line.text()).strip());
        // a message repeated under another notice says nothing new
        if (text.equals(lastLine.put(notice.run() + " " + line.subject(), text))) {
            return;
        }
        String subject = Printable.line(line.subject());
        subjectWidth = Math.max(subjectWidth, Math.min(WIDEST_SUBJECT, Table.width(subject)));
        String pad = " ".repeat(Math.max(0, subjectWidth - Table.width(subject)));
        String indent = "\n" + " ".repeat(8 + 2 + subjectWidth + 2);
        print(Style.DIM.on(console, Clocks.time(notice.time())) + "  " + Style.BOLD.on(console, subject) + pad + "  "
                + line.style().on(console, text.lines().findFirst().orElse(""))
                + text.lines().skip(1).reduce("", (all, next) -> all + indent + next));
    }

    /** A step that ends with the message it showed before says only how it ended. */
    private String withoutRepeated(RunNotice notice, String text) {
        if (notice instanceof RunNotice.StepPhaseChanged changed
                && !changed.message().isEmpty()) {
            String shown = lastLine.getOrDefault(notice.run() + " " + EventLine.name(changed.step()), "");
            String message = Printable.of(changed.message()).strip();
            if (shown.endsWith(message) && text.endsWith(": " + message)) {
                return text.substring(0, text.length() - message.length() - 2);
            }
        }
        return text;
    }

    private void log(RunNotice.StepLog log) {
        String step = EventLine.name(log.step());
        String key = log.run() + " " + step;
        String indent = " ".repeat(10);
        boolean first = startedLogs.add(key + " " + log.source());
        boolean changed = !log.source().equals(logSource.put(key, log.source()));
        if (!log.source().isEmpty() && (first || changed)) {
            print(indent + Style.DIM.on(console, Printable.line(step + ", log of " + log.source() + ":")));
        }
        print(indent + Style.DIM.on(console, "|") + " "
                + Printable.of(log.line()).replace("\n", " "));
    }

    private void print(String text) {
        live.ifPresent(LiveView::erase);
        console.out().println(text);
        live.ifPresent(LiveView::draw);
    }

    /** Takes the live lines away, for a question or the end; they come back with the next event. */
    synchronized void rest() {
        live.ifPresent(LiveView::erase);
        console.out().flush();
    }

    @Override
    public synchronized void close() {
        live.ifPresent(LiveView::close);
        console.out().flush();
    }
}
