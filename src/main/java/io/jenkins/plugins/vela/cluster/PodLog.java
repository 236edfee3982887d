package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ApiTransport.LineReceiver;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Follows the log of one container. The API resumes by time only, and only to the second, so lines are asked for with their
 * time stamps and those already seen are dropped.
 */
final class PodLog implements Subscription {

    private static final Pattern STAMPED =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(?:Z|[+-]\\d\\d:\\d\\d)(?: |$)");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MAX_FAILURES = 30;

    private final ApiConnection connection;
    private final ScheduledExecutorService scheduler;
    private final String namespace;
    private final String pod;
    private final LogOptions options;
    private final Consumer<String> lines;
    private final Consumer<Optional<ClusterException>> ended;

    private final Object lock = new Object();
    private Optional<Subscription> stream = Optional.empty();
    private boolean closed;
    private Duration pause = FIRST_PAUSE;
    private int failures;
    /** Time stamp of the last line given out, and how many lines with that very stamp were. */
    private String lastStamp = "";

    private int atLastStamp;
    /** Lines given out in all, and seen on this stream: what counts where the server sends no time stamps. */
    private long given;

    private long seenOnStream;
    private int skipAtStamp;

    PodLog(
            ApiConnection connection,
            ScheduledExecutorService scheduler,
            String namespace,
            String pod,
            LogOptions options,
            Consumer<String> lines,
            Consumer<Optional<ClusterException>> ended) {
        this.connection = connection;
        this.scheduler = scheduler;
        this.namespace = namespace;
        this.pod = pod;
        this.options = options;
        this.lines = lines;
        this.ended = ended;
    }

    static String path(String namespace, String pod, LogOptions options, Map<String, String> more) {
        Map<String, String> parameters = new LinkedHashMap<>(more);
        parameters.put("container", options.container().orElse(""));
        parameters.put("previous", options.previous() ? "true" : "");
        if (!more.containsKey("sinceTime")) {
            parameters.put(
                    "tailLines",
                    options.tailLines().isPresent()
                            ? Integer.toString(options.tailLines().getAsInt())
                            : "");
        }
        return ApiPaths.query(
                "api/v1/namespaces/" + ApiPaths.encode(namespace) + "/pods/" + ApiPaths.encode(pod) + "/log",
                parameters);
    }

    void start() {
        later(Duration.ZERO, this::open);
    }

    private void open() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            seenOnStream = 0;
            skipAtStamp = atLastStamp;
            Map<String, String> parameters = new LinkedHashMap<>(Map.of("follow", "true", "timestamps", "true"));
            if (!lastStamp.isEmpty()) {
                parameters.put("sinceTime", lastStamp);
            }
            stream = Optional.of(
                    connection.transport().stream(path(namespace, pod, options, parameters), new LineReceiver() {
                        @Override
                        public void line(String line) {
                            take(line);
                        }

                        @Override
                        public void ended(Optional<ClusterException> why) {
                            later(Duration.ZERO, () -> afterStream(why));
                        }
                    }));
        }
    }

    private void take(String line) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            failures = 0;
            pause = FIRST_PAUSE;
            if (STAMPED.matcher(line).find()) {
                int space = line.indexOf(' ');
                String stamp = space < 0 ? line : line.substring(0, space);
                if (alreadyGiven(stamp)) {
                    return;
                }
                lines.accept(space < 0 ? "" : line.substring(space + 1));
                given++;
            } else if (++seenOnStream > given) {
                lines.accept(line);
                given++;
            }
        }
    }

    private boolean alreadyGiven(String stamp) {
        int order = stamp.compareTo(lastStamp);
        if (order < 0) {
            return true;
        }
        if (order == 0) {
            if (skipAtStamp > 0) {
                skipAtStamp--;
                return true;
            }
            atLastStamp++;
            return false;
        }
        lastStamp = stamp;
        atLastStamp = 1;
        skipAtStamp = 0;
        return false;
    }

    /** A stream that ended may mean that the container did, or only that the connection broke. */
    private void afterStream(Optional<ClusterException> why) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            stream = Optional.empty();
        }
        try {
            boolean waitsForStart = why.isPresent() && why.get().reason() == Reason.INVALID;
            boolean refused = why.isPresent() && why.get().reason().definite() && !waitsForStart;
            Optional<JsonNode> object = connection.get(new ObjectKey("v1", "Pod", namespace, pod));
            if (object.isEmpty() || (refused && why.get().reason() != Reason.NOT_FOUND)) {
                finish(refused && given == 0 ? why : Optional.empty());
            } else if (over(object.get()) && (why.isEmpty() || waitsForStart)) {
                finish(Optional.empty());
            } else {
                again(why, waitsForStart);
            }
        } catch (ClusterException e) {
            again(Optional.of(e), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            finish(Optional.empty());
        }
    }

    private void again(Optional<ClusterException> why, boolean waitsForStart) {
        synchronized (lock) {
            failures = waitsForStart ? 0 : failures + 1;
            if (failures > MAX_FAILURES) {
                finish(why);
                return;
            }
            Duration now = pause;
            Duration next = pause.multipliedBy(2);
            Duration longest = waitsForStart ? Duration.ofSeconds(1) : LONGEST_PAUSE;
            pause = next.compareTo(longest) > 0 ? longest : next;
            later(now, this::open);
        }
    }

    /** Whether the container has ended for good, so that its log is complete. */
    private boolean over(JsonNode object) {
        JsonNode status = object.path("status");
        String phase = status.path("phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return true;
        }
        for (JsonNode container : status.path("containerStatuses")) {
            boolean ours = options.container().isEmpty()
                    || options.container().get().equals(container.path("name").asText());
            boolean never =
                    object.path("spec").path("restartPolicy").asText("Always").equals("Never");
            if (ours && never && container.path("state").has("terminated")) {
                return true;
            }
        }
        return false;
    }

    private void finish(Optional<ClusterException> why) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        ended.accept(why);
    }

    private void later(Duration pauseBefore, Runnable task) {
        try {
            Object ignored = scheduler.schedule(task, pauseBefore.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the clusters are being closed; nobody listens any more
            close();
        }
    }

    @Override
    public void close() {
        Optional<Subscription> open;
        synchronized (lock) {
            closed = true;
            open = stream;
        }
        open.ifPresent(Subscription::close);
    }
}
