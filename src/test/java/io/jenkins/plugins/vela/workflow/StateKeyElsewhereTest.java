package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.journal.StateKey;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory whose key is kept by whoever embeds the engine. */
final class StateKeyElsewhereTest {

    @TempDir
    Path directory;

    private static StateKey key(int filler) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filler);
        return StateKey.of(bytes);
    }

    private Engine.Builder engine(StateKey key) {
        return Engine.builder().stateDirectory(directory).stateKey(key).withoutSocket();
    }

    @Test
    void theDirectoryHoldsNoKeyAndIsUselessWithoutIt() throws InterruptedException {
        try (Engine engine = engine(key(1)).build()) {
            Run run = engine.submit(EngineFixture.spec("{metadata:{name:'r'},spec:{workflowSpec:{steps:[{name:'a',"
                    + "type:'print-message-in-status',properties:{message:'hi'},outputs:[{name:'m',valueFrom:'parameter.message'}]"
                    + "}]}}}"));
            assertThat(run.await(EngineFixture.PATIENCE).orElseThrow().phase()).isEqualTo(RunPhase.SUCCEEDED);
        }

        assertThat(directory.resolve("key")).doesNotExist();
        try (Engine other = engine(key(2)).build()) {
            assertThatThrownBy(other::recover).isInstanceOf(JournalException.class);
        }
        try (Engine same = engine(key(1)).build()) {
            same.recover();
            assertThat(same.runs()).hasSize(1);
        }
    }
}
