package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.session.TemplateProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template of build-push-image, with the data of a step and the answers of its cluster. */
final class BuildPushImage {

    static final CuePath PARAMETER = CuePath.of("parameter");
    static final CuePath CONTEXT = CuePath.of("context");

    private static final CuePath PARAMS = CuePath.of("$params");

    private final ActionRegistry actions = ActionRegistry.discovered(BuildPushImage.class.getClassLoader());
    private final CueSource source;

    private BuildPushImage(CueSource source) {
        this.source = source;
    }

    /** One builder, as upstream has it: what the budgets are about. It stays as it is, so that figures can be compared. */
    static BuildPushImage withOneBuilder() {
        try (InputStream in = BuildPushImage.class.getResourceAsStream("build-push-image.cue")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new BuildPushImage(DefinitionFile.read("build-push-image.cue", text)
                    .orElseThrow()
                    .source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The built-in definition as it is now. */
    static BuildPushImage builtIn() {
        return new BuildPushImage(DefinitionLibrary.builtIn()
                .find("build-push-image")
                .orElseThrow()
                .source());
    }

    /** Parsed and compiled, with the packages it imports. */
    CueTemplate compile() {
        return Cue.compile(TemplateProgram.options(actions), source);
    }

    /** Data that differs in every call, as it does from step to step. */
    static Map<CuePath, JsonNode> data(int step) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("name", "release-" + step)
                .put("namespace", "default")
                .put("workflowName", "")
                .put("publishVersion", "")
                .put("stepName", "build")
                .put("stepSessionID", "abcde" + step)
                .put("spanID", "abcde" + step);
        ObjectNode parameter = JsonNodeFactory.instance.objectNode();
        parameter.putObject("context").put("branch", "main").put("git", "github.com/FogDong/simple-web-demo");
        parameter.put("image", "fogdong/simple-web-demo:v" + step);
        parameter.putObject("credentials").putObject("image").put("name", "image-secret");
        return Map.of(CONTEXT, context, PARAMETER, parameter);
    }

    /** What reading the pod gives. */
    static JsonNode pod(String phase, String waiting) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode value = result.putObject("$returns")
                .putObject("value")
                .put("apiVersion", "v1")
                .put("kind", "Pod");
        value.putObject("metadata").put("name", "release-kaniko").put("namespace", "default");
        ObjectNode status = value.putObject("status").put("phase", phase);
        ObjectNode container = status.putArray("containerStatuses").addObject().put("name", "kaniko");
        if (!waiting.isEmpty()) {
            container.putObject("state").putObject("waiting").put("reason", waiting);
        }
        return result;
    }

    /** The parameters of an action as data; empty while they are not known. */
    static Optional<JsonNode> parameters(CueAction action) {
        CueValue params = action.value().lookup(PARAMS);
        return params.error().isEmpty() ? Optional.of(params.toJson()) : Optional.empty();
    }

    static CueAction at(List<CueAction> actions, String path) {
        CuePath wanted = CuePath.of(path);
        return actions.stream()
                .filter(action -> action.path().equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}
