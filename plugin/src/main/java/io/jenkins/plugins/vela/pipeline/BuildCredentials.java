package io.jenkins.plugins.vela.pipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Run;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.stepform.StepValues;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The secrets among a step's properties, read when the step runs: by a step before it, whose result is confidential. So no secret
 * is part of a workflow's specification, which lies on the disk in the clear. They are credentials that the properties name, of
 * those that the build may use, or what the properties say themselves. Thread-safe.
 */
final class BuildCredentials implements ActionProvider {
    /** The type of the step that reads them. */
    static final String STEP = "read-credentials";

    /** Where the step's texts are found. */
    static final String RESULT = "read.$returns.secret.stringData.";

    /** For compiling what can ask for credentials. */
    static final BuildCredentials NONE = new BuildCredentials(Optional.empty(), MissingNode.getInstance());

    private static final String CREDENTIAL = "credential:";
    private static final String GIVEN = "given:";

    private static final String PROVIDER = "jenkins";
    private static final String ACTION = "credentials";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String FACADE = """
        package jenkins

        // Reads credentials.
        #Credentials: {
            #do:       "credentials"
            #provider: "jenkins"

            $params: {
                // +usage=The ids, by the name under which each is to be found afterwards
                ids: [string]: string
            }

            $returns?: {
                // +usage=The texts, in the shape of a Secret
                secret: {...}
            }
            ...
        }
        """;

    private static final String DEFINITION = """
        import "vela/jenkins"

        "read-credentials": {
            type:        "workflow-step"
            description: "Reads the credentials that another step needs."
        }
        template: {
            read: jenkins.#Credentials & {
                $params: ids: parameter.ids
            }
            parameter: {
                // +usage=The ids of the credentials, by name
                ids: [string]: string
            }
        }
        """;

    private final Optional<Run<?, ?>> run;
    private final JsonNode properties;

    private BuildCredentials(Optional<Run<?, ?>> run, JsonNode properties) {
        this.run = run;
        this.properties = properties;
    }

    /** Those of a step's properties, for a build. */
    static BuildCredentials of(Run<?, ?> run, JsonNode properties) {
        return new BuildCredentials(Optional.of(run), properties);
    }

    /** What asks for a secret calls it. */
    static String id(StepValues.SecretValue secret) {
        return secret.credential().map(id -> CREDENTIAL + id).orElse(GIVEN + secret.pointer());
    }

    /** Whether a workflow has a step that reads secrets. */
    static boolean isReadBy(WorkflowRunSpec spec) {
        return spec.steps().stream().anyMatch(step -> step.type().equals(STEP));
    }

    /** The definition of the step. */
    static FixedDefinitions definition() {
        return FixedDefinitions.of(
                DefinitionFile.read(STEP + ".cue", DEFINITION).stream().toList());
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public List<CueSource> facade() {
        return List.of(new CueSource("vela/jenkins/jenkins.cue", FACADE));
    }

    @Override
    public Set<String> actions() {
        return Set.of(ACTION);
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.OBSERVATION;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        // in the shape of a Secret, because the engine knows what of that is to be masked
        ObjectNode secret = NODES.objectNode().put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode texts = secret.putObject("stringData");
        for (Map.Entry<String, JsonNode> asked : call.params().path("ids").properties()) {
            String id = asked.getValue().asText();
            Optional<String> text = id.startsWith(GIVEN)
                    ? Optional.ofNullable(
                            properties.at(id.substring(GIVEN.length())).textValue())
                    : credential(id.substring(id.indexOf(':') + 1));
            if (text.isEmpty()) {
                return new Outcome.Failed(ActionError.definite("there is no secret text or password \""
                        + id.substring(id.indexOf(':') + 1) + "\" among the credentials that this build may use"));
            }
            texts.put(asked.getKey(), text.get());
        }
        return new Outcome.Done(NODES.objectNode().set("secret", secret), true);
    }

    private Optional<String> credential(String id) {
        return run.filter(build -> StepValues.namedCredentials(properties).contains(id))
                .flatMap(build -> read(build, id));
    }

    private static Optional<String> read(Run<?, ?> build, String id) {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, build, List.of());
        if (found instanceof StringCredentials text) {
            CredentialsProvider.track(build, found);
            return Optional.of(text.getSecret().getPlainText());
        } else if (found instanceof StandardUsernamePasswordCredentials login) {
            CredentialsProvider.track(build, found);
            return Optional.of(login.getPassword().getPlainText());
        }
        return Optional.empty();
    }
}
