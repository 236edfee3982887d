package io.jenkins.plugins.vela.library;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.pipeline.StepLibraries;
import io.jenkins.plugins.vela.pipeline.VelaWorkflows;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import io.jenkins.plugins.vela.text.Suggestion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTKey;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTNamedArgumentList;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTStep;
import org.jenkinsci.plugins.pipeline.modeldefinition.validator.DeclarativeValidatorContributor;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/**
 * Checks calls of {@link ScopedFunction}s in Declarative Pipelines, as it checks those of steps by itself: names of parameters,
 * and that required ones are there.
 */
@OptionalExtension(requirePlugins = "pipeline-model-definition")
public final class ScopedValidation extends DeclarativeValidatorContributor {

    @CheckForNull
    @Override
    public String validateElement(@NonNull ModelASTStep step, @CheckForNull FlowExecution execution) {
        if (execution == null) {
            return null;
        }
        try {
            Queue.Executable build = execution.getOwner().getExecutable();
            return build instanceof Run<?, ?> run ? check(step, run).orElse(null) : null;
        } catch (IOException | CueException | IllegalArgumentException notKnown) {
            // the call itself will say so
            return null;
        }
    }

    private static Optional<String> check(ModelASTStep step, Run<?, ?> run) throws IOException {
        Optional<StepDefinition> definition = definition(step.getName(), run);
        if (definition.isEmpty() || !(step.getArgs() instanceof ModelASTNamedArgumentList arguments)) {
            return Optional.empty();
        }
        StepFunction function = StepFunction.of(
                definition.get(),
                VelaWorkflows.get().packages(),
                VelaConfiguration.get().cueLimits());
        List<String> names = function.names();
        for (ModelASTKey key : arguments.getArguments().keySet()) {
            if (!names.contains(key.getKey())) {
                return Optional.of("Invalid parameter \"" + key.getKey() + "\" of " + step.getName()
                        + Suggestion.didYouMean(key.getKey(), names));
            }
        }
        return function.fields().stream()
                .filter(SchemaField::isRequired)
                .filter(field -> !arguments.containsKeyName(field.name()))
                .findFirst()
                .map(field -> "Missing required parameter \"" + field.name() + "\" of " + step.getName());
    }

    private static Optional<StepDefinition> definition(String function, Run<?, ?> run) throws IOException {
        for (DefinitionSource source : StepLibraries.nearer(run)) {
            for (String type : source.types()) {
                if (StepFunction.functionName(type).filter(function::equals).isPresent()) {
                    return source.find(type);
                }
            }
        }
        return Optional.empty();
    }
}
