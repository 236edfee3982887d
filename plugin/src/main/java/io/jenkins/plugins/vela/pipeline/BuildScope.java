package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.vela.config.ConfiguredCluster;
import io.jenkins.plugins.vela.config.DefinitionTexts;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.springframework.security.core.Authentication;

/** What a place in a build offers to a workflow: files, definitions, clusters. */
final class BuildScope {
    /** A larger file is surely not what was meant; the document reader has a tighter limit of its own. */
    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    private static final int MOST_DEFINITION_FILES = 1000;

    private final String function;
    private final Run<?, ?> run;
    private final Optional<FilePath> workspace;
    private final String node;
    private final VelaOptions said;
    private final BuildSecrets secrets;
    private final String below;
    private final TaskListener log;

    /**
     * @param function what the build calls the workflow, for messages
     * @param workspace absent where the build has none
     * @param node the place in the build
     * @param said what is said around that place
     * @param secrets what the build knows there and nobody else may see
     */
    BuildScope(
            String function,
            Run<?, ?> run,
            Optional<FilePath> workspace,
            String node,
            VelaOptions said,
            BuildSecrets secrets) {
        this(function, run, workspace, node, said, secrets, "", TaskListener.NULL);
    }

    private BuildScope(
            String function,
            Run<?, ?> run,
            Optional<FilePath> workspace,
            String node,
            VelaOptions said,
            BuildSecrets secrets,
            String below,
            TaskListener log) {
        this.below = below;
        this.log = log;
        this.function = function;
        this.run = run;
        this.workspace = workspace;
        this.node = node;
        this.said = said;
        this.secrets = secrets;
    }

    /** A place in a Pipeline. */
    static BuildScope of(StepContext context, String function) throws IOException, InterruptedException {
        VelaOptions said = context.get(VelaOptions.class);
        FlowNode node = required(context, FlowNode.class, function);
        FilePath workspace = context.get(FilePath.class);
        return new BuildScope(
                function,
                required(context, Run.class, function),
                Optional.ofNullable(workspace),
                node.getId(),
                said == null ? VelaOptions.NONE : said,
                BuildSecrets.at(context),
                workspace == null ? "" : below(node, workspace),
                required(context, TaskListener.class, function));
    }

    /** Where a directory lies in the workspace that was taken around this node. */
    private static String below(FlowNode node, FilePath directory) {
        for (FlowNode block : node.iterateEnclosingBlocks()) {
            WorkspaceAction taken = block.getAction(WorkspaceAction.class);
            if (taken != null) {
                return directory.getRemote().startsWith(taken.getPath() + "/")
                                || directory.getRemote().startsWith(taken.getPath() + "\\")
                        ? relative(new FilePath(directory.getChannel(), taken.getPath()), directory)
                        : "";
            }
        }
        return "";
    }

    /**
     * Reads and checks what a request asks for.
     *
     * @param warnings receives what is worth saying although the workflow can start, one line each
     * @throws AbortException with everything that is wrong
     */
    LoadedWorkflow load(WorkflowRequest request, Consumer<String> warnings) throws IOException, InterruptedException {
        VelaWorkflows workflows = VelaWorkflows.get();
        DefinitionLibrary library = StepLibraries.of(run);
        if (!request.definitions().isEmpty()) {
            library = library.with(definitions(request.definitions()));
        }
        if (request.source() == WorkflowRequest.Source.STEP) {
            WorkflowRequest here = request.with(request.options().over(options()));
            return new OneStep(here, RunName.of(run.getParent().getFullName(), run.getNumber(), node))
                    .load(library, workflows.packages(), warnings);
        }
        return text(request).load(library, workflows.packages(), warnings);
    }

    /** The clusters that the build may use, with the names that the request gives them. */
    BuildClusters clusters(WorkflowRequest request) throws IOException {
        Map<String, String> aliases = new HashMap<>();
        request.clusters()
                .properties()
                .forEach(alias -> aliases.put(alias.getKey(), alias.getValue().asText()));
        String standard = request.options().over(options()).cluster();
        if (!standard.isEmpty()) {
            aliases.putIfAbsent("", standard);
        }
        Authentication as = authentication();
        return new BuildClusters(StepLibraries.clusters(run.getParent()), aliases, secrets.texts(), cluster -> {
            ConfiguredCluster.Access access = cluster.access(run, as);
            ClusterSecrets.add(run, access.secrets());
            return new BuildClusters.Opened(
                    VelaWorkflows.get().connections().lease(cluster.name(), access.source()), access.secrets());
        });
    }

    /** The one as whom the build runs. */
    private Authentication authentication() throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        if (owner != null) {
            return owner.get().getAuthentication2();
        }
        return run.getParent() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    /** Who is behind what the workflow does. */
    VelaWorkflows.Origin origin(WorkflowRequest request) throws IOException {
        return new VelaWorkflows.Origin(
                run.getExternalizableId(),
                authentication().getName(),
                secrets,
                BuildCredentials.of(run, request.properties()),
                run instanceof FlowExecutionOwner.Executable
                        ? VelaWorkflows.Origin.Waiting.ASIDE
                        : VelaWorkflows.Origin.Waiting.ON_EXECUTOR);
    }

    private VelaOptions options() {
        return said.over(StepLibraries.options(run.getParent()));
    }

    private WorkflowText text(WorkflowRequest request) throws IOException, InterruptedException {
        return switch (request.source()) {
            case FILE -> {
                String text = read(workspaceFile(request.text(), "file"));
                checkTrust(request.text(), Map.of("", text));
                yield text(request, request.text(), text);
            }
            case LIBRARY -> text(request, request.text(), StepLibraries.resource(run, request.text()));
            default -> text(request, "spec", request.text());
        };
    }

    private WorkflowText text(WorkflowRequest request, String name, String text) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        for (ParametersAction parameters : run.getActions(ParametersAction.class)) {
            for (ParameterValue value : parameters) {
                if (value instanceof ContextValue typed) {
                    context.set(value.getName(), typed.contextValue());
                }
            }
        }
        context.setAll(request.context());
        return new WorkflowText(
                name, text, context, request.mode(), request.options().over(options()));
    }

    private FixedDefinitions definitions(String path) throws IOException, InterruptedException {
        FilePath root = workspaceFile(path, "definitions");
        List<FilePath> files = new ArrayList<>();
        if (root.isDirectory()) {
            files.addAll(List.of(root.list(DefinitionTexts.PATTERN)));
        } else {
            files.add(root);
        }
        if (files.size() > MOST_DEFINITION_FILES) {
            throw new AbortException(function + ": " + path + " holds " + files.size()
                    + " files of definitions, at most " + MOST_DEFINITION_FILES);
        }
        Map<String, String> texts = new TreeMap<>();
        for (FilePath file : files) {
            texts.put(file.getName().equals(path) ? path : relative(root, file), read(file));
        }
        Map<String, String> placed = new TreeMap<>();
        for (FilePath file : files) {
            String name = file.getName().equals(path) ? path : relative(root, file);
            placed.put(file == root ? "" : name, texts.get(name));
        }
        checkTrust(path, placed);
        List<String> problems = new ArrayList<>();
        FixedDefinitions found = DefinitionTexts.read(texts, problems::add);
        if (!problems.isEmpty()) {
            throw new AbortException(String.join("\n", problems));
        }
        return found;
    }

    /** Files of a pull request from elsewhere must be those of its target, see {@link TrustedFiles}. */
    private void checkTrust(String path, Map<String, String> files) throws IOException, InterruptedException {
        Optional<TrustedFiles> trusted = TrustedFiles.of(run, log);
        if (trusted.isPresent()) {
            String place = Path.of(below).resolve(path).normalize().toString();
            trusted.get().check(place.replace('\\', '/'), files);
        }
    }

    private static String relative(FilePath root, FilePath file) {
        String path = file.getRemote();
        return path.startsWith(root.getRemote())
                        && path.length() > root.getRemote().length()
                ? path.substring(root.getRemote().length() + 1).replace('\\', '/')
                : file.getName();
    }

    private String read(FilePath path) throws IOException, InterruptedException {
        if (path.length() > MAX_FILE_BYTES) {
            throw new AbortException(function + ": " + path.getName() + " is larger than " + MAX_FILE_BYTES + " bytes");
        }
        return path.readToString();
    }

    /** A file below the workspace; links that lead out of it are not followed. */
    private FilePath workspaceFile(String relative, String parameter) throws IOException, InterruptedException {
        if (workspace.isEmpty()) {
            throw new AbortException(function + "(" + parameter + ": '" + relative
                    + "') needs a workspace: call it inside node {…}"
                    + (parameter.equals("file") ? ", or give the text as 'spec'" : ""));
        }
        FilePath path = workspace.get().child(relative);
        if (!path.exists() || (path.isDirectory() && parameter.equals("file"))) {
            throw new AbortException(function + ": no file " + relative + " in the workspace");
        }
        if (!workspace.get().isDescendant(relative)) {
            throw new AbortException(function + ": " + relative + " lies outside the workspace");
        }
        return path;
    }

    private static <T> T required(StepContext context, Class<T> type, String function)
            throws IOException, InterruptedException {
        T value = context.get(type);
        if (value == null) {
            throw new AbortException(function + ": the build offers no " + type.getSimpleName());
        }
        return value;
    }
}
