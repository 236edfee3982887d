package io.jenkins.plugins.vela.pipeline;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What the script of a build may have put into a workflow and nobody else may see: values of credentials that are bound where
 * the workflow runs, and of password parameters. The build's log masks them itself; pages need this. Immutable.
 */
final class BuildSecrets {
    private static final int SHORTEST = 3;
    private static final String MASK = "****";

    /** Longest first, so that a secret that contains another one is gone as a whole. */
    private final List<String> texts;

    private BuildSecrets(Stream<String> texts) {
        this.texts = texts.filter(text -> text.length() >= SHORTEST)
                .flatMap(text ->
                        Stream.of(text, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Of these values. */
    static BuildSecrets of(Collection<String> values) {
        return new BuildSecrets(values.stream());
    }

    /** Of a place in a Pipeline. */
    static BuildSecrets at(StepContext context) throws IOException, InterruptedException {
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        EnvVars variables = context.get(EnvVars.class);
        Stream<String> bound = expander == null || variables == null
                ? Stream.empty()
                : expander.getSensitiveVariables().stream().map(name -> variables.get(name, ""));
        return new BuildSecrets(Stream.concat(bound, parameters(context.get(Run.class))));
    }

    /** Of a build without a graph, whose variables are those of the build as a whole. */
    static BuildSecrets of(Run<?, ?> run, EnvVars variables) {
        Stream<String> bound = run instanceof AbstractBuild<?, ?> build
                ? build.getSensitiveBuildVariables().stream().map(name -> variables.get(name, ""))
                : Stream.empty();
        return new BuildSecrets(Stream.concat(bound, parameters(run)));
    }

    private static Stream<String> parameters(Run<?, ?> run) {
        return run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getAllParameters().stream())
                .filter(ParameterValue::isSensitive)
                .map(ParameterValue::getValue)
                .filter(Secret.class::isInstance)
                .map(value -> ((Secret) value).getPlainText());
    }

    /** Everything that must not be shown. */
    List<String> texts() {
        return texts;
    }

    String mask(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
