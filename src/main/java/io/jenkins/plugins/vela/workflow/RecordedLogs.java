package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.journal.StepLogFile;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows what the steps of a run log, whichever process runs it: the file system tells when there is more. For one thread.
 */
public final class RecordedLogs implements AutoCloseable {

    private final StateDirectory directory;
    private final WorkflowRunSpec spec;
    private final Path file;
    private final WatchService watch;
    private long position;

    private RecordedLogs(StateDirectory directory, WorkflowRunSpec spec, WatchService watch) throws IOException {
        this.directory = directory;
        this.spec = spec;
        this.file = directory.log(spec.namespace(), spec.name());
        this.watch = watch;
        file.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    }

    /** Begins at the first line that was kept. */
    public static RecordedLogs of(Path stateDirectory, WorkflowRunSpec spec) {
        StateDirectory directory = StateDirectory.reading(stateDirectory);
        try {
            return new RecordedLogs(
                    directory, spec, stateDirectory.getFileSystem().newWatchService());
        } catch (IOException e) {
            throw new JournalException("the state directory " + stateDirectory + " cannot be watched: " + e, e);
        }
    }

    /** Tells the lines that have come since it was asked last. */
    public void read(Consumer<RecordedRun.LogLine> lines) {
        position = StepLogFile.read(file, position, line -> lines.accept(RecordedRun.LogLine.of(line)));
    }

    /** The run as it is recorded now. */
    public RecordedRun run() {
        return directory
                .find(spec.namespace(), spec.name())
                .map(found -> RecordedRun.of(found, directory))
                .orElseThrow(
                        () -> new JournalException("the run " + spec.name() + " is gone from " + directory.path()));
    }

    /**
     * Waits until something of the run has changed, which may be a line or not.
     *
     * @return false when nobody told of a change in that time
     */
    public boolean await(Duration longest) throws InterruptedException {
        WatchKey key = watch.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (key == null) {
            return false;
        }
        key.pollEvents();
        key.reset();
        return true;
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new JournalException("the state directory " + directory.path() + " is still watched: " + e, e);
        } finally {
            directory.close();
        }
    }
}
