package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.owner.OwnerSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other processes notice of an engine that owns a state directory: a sign of life now and then, and a socket. */
final class Presence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final StateDirectory directory;
    private final RunServices services;
    private final Future<?> beating;
    private Optional<OwnerSocket> socket = Optional.empty();

    private Presence(StateDirectory directory, RunServices services) {
        this.directory = directory;
        this.services = services;
        this.beating = services.threads()
                .timers()
                .scheduleWithFixedDelay(this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says that the directory is alive and the one it was. */
    static Presence in(StateDirectory directory, RunServices services) {
        directory.settle(services.clock().instant());
        return new Presence(directory, services);
    }

    /** The same for one that may be another: whatever is doubtful in it is held first. */
    static Presence carefully(StateDirectory directory, RunServices services, Duration maxSilence) {
        Instant now = services.clock().instant();
        directory
                .doubt(now, maxSilence)
                .ifPresent(why -> new Recovery(directory, services.threads().forcing()).holdAll(why, now));
        return in(directory, services);
    }

    /** Takes requests. Without a socket everything works but operations of other processes. */
    void listen(OwnerDesk desk) {
        try {
            OwnerSocket opened = OwnerSocket.serve(directory.path(), desk::answer);
            directory.listensAt(opened.path());
            socket = Optional.of(opened);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("other processes cannot ask for operations on the runs in {}: {}", directory.path(), e.toString());
        }
    }

    private void beat() {
        try {
            directory.beat(services.clock().instant());
        } catch (JournalException e) {
            // a full disk stops runs by itself; the next sign of life may succeed
            LOG.warn("no sign of life in {}: {}", directory.path(), e.getMessage());
        }
    }

    /** Takes no more requests; the sign of life goes on. */
    void deaf() {
        socket.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("the socket {} stays behind: {}", open.path(), e.toString());
            }
        });
    }

    @Override
    public void close() {
        deaf();
        beating.cancel(false);
        beat();
    }
}
