package io.jenkins.plugins.vela.workflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditLogTest {

    @TempDir
    Path directory;

    @Test
    void aForceThatIsDueWhenTheLogIsClosedHasNothingLeftToDo() throws Exception {
        List<Runnable> forces = new ArrayList<>();
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        AuditLog log = AuditLog.open(directory.resolve("audit.jsonl"), Forcing.on(forces::add, timers));

        log.append(JsonNodeFactory.instance.objectNode().put("effect", "apply"));
        timers.shutdown();
        assertThat(timers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        log.close();

        assertThat(forces).isNotEmpty().allSatisfy(force -> assertThatCode(force::run)
                .doesNotThrowAnyException());
        assertThat(Files.readString(directory.resolve("audit.jsonl"))).contains("\"apply\"");
    }
}
