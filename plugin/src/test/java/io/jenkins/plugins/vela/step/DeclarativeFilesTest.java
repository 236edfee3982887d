package io.jenkins.plugins.vela.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTPipelineDef;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.Converter;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Files of this project that a Jenkins is to understand. */
@WithJenkins
class DeclarativeFilesTest {

    @Test
    void theProjectsOwnJenkinsfileIsValid(JenkinsRule jenkins) throws Exception {
        ModelASTPipelineDef pipeline = Converter.scriptToPipelineDef(Files.readString(Path.of("../Jenkinsfile")));

        assertThat(pipeline.getStages().getStages())
                .extracting(stage -> stage.getName())
                .containsExactly("Check");
    }
}
