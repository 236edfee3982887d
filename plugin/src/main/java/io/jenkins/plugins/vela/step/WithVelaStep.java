package io.jenkins.plugins.vela.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.vela.pipeline.VelaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Says where the workflow steps in its body act and what they return:
 * {@code withVela(cluster: 'prod', namespace: 'web', timeout: '10m') { … }}. What an inner one does not say, an outer one does.
 */
public final class WithVelaStep extends Step {
    private String cluster = "";
    private String namespace = "";
    private String timeout = "";
    private List<String> outputs = List.of();

    @DataBoundConstructor
    public WithVelaStep() {
        // everything is optional
    }

    /** The cluster that steps mean when they name none. */
    @CheckForNull
    public String getCluster() {
        return Util.fixEmpty(cluster);
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixNull(Util.fixEmptyAndTrim(cluster));
    }

    /** What definitions know as {@code context.namespace}. */
    @CheckForNull
    public String getNamespace() {
        return Util.fixEmpty(namespace);
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixNull(Util.fixEmptyAndTrim(namespace));
    }

    /** How long each step may take, such as {@code 10m}. */
    @CheckForNull
    public String getTimeout() {
        return Util.fixEmpty(timeout);
    }

    @DataBoundSetter
    public void setTimeout(@CheckForNull String timeout) {
        this.timeout = Util.fixNull(Util.fixEmptyAndTrim(timeout));
    }

    /** What each step returns: paths in its evaluated template, each maybe with {@code NAME=} before it. */
    public List<String> getOutputs() {
        return outputs;
    }

    @DataBoundSetter
    public void setOutputs(@CheckForNull List<String> outputs) {
        this.outputs = outputs == null ? List.of() : new ArrayList<>(outputs);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, new VelaOptions(cluster, namespace, timeout, outputs));
    }

    /** Runs the body with the options. */
    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final VelaOptions options;

        Execution(StepContext context, VelaOptions options) {
            super(context);
            this.options = options;
        }

        @Override
        public boolean start() throws Exception {
            VelaOptions outer = getContext().get(VelaOptions.class);
            getContext()
                    .newBodyInvoker()
                    .withContext(outer == null ? options : options.over(outer))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }

        @Override
        public void onResume() {
            // the body goes on by itself
        }
    }

    /** Tells Jenkins about {@code withVela}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "withVela";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WithVelaStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(VelaOptions.class);
        }
    }
}
