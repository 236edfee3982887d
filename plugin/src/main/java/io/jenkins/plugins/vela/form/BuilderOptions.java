package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.vela.pipeline.VelaOptions;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where a step of a job that is no Pipeline acts, and what it gives to the build. */
public final class BuilderOptions extends AbstractDescribableImpl<BuilderOptions> {
    /** Without a prefix an output could be called {@code PATH}. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private String cluster = "";
    private String namespace = "";
    private String timeout = "";
    private String outputs = "";
    private String prefix = "VELA_";

    @DataBoundConstructor
    public BuilderOptions() {
        // everything is optional
    }

    /** The cluster that steps mean when they name none. */
    public String getCluster() {
        return Util.fixNull(cluster);
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixNull(Util.fixEmptyAndTrim(cluster));
    }

    /** The namespace that definitions know as {@code context.namespace}. */
    public String getNamespace() {
        return Util.fixNull(namespace);
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixNull(Util.fixEmptyAndTrim(namespace));
    }

    /** How long the step may take, such as {@code 10m}. */
    public String getTimeout() {
        return Util.fixNull(timeout);
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixNull(Util.fixEmptyAndTrim(timeout));
    }

    /** What the step gives back: paths in its evaluated template, one a line, each maybe with {@code NAME=} before it. */
    public String getOutputs() {
        return Util.fixNull(outputs);
    }

    @DataBoundSetter
    public void setOutputs(String outputs) {
        this.outputs = Util.fixNull(outputs).trim();
    }

    /** What the names of the variables begin with in which outputs are found. */
    public String getPrefix() {
        return Util.fixEmpty(prefix) == null ? "VELA_" : prefix;
    }

    @DataBoundSetter
    public void setPrefix(@CheckForNull String prefix) {
        this.prefix = Util.fixEmptyAndTrim(prefix) == null ? "VELA_" : prefix.trim();
    }

    VelaOptions expanded(EnvVars environment) {
        return new VelaOptions(
                environment.expand(getCluster()),
                environment.expand(getNamespace()),
                environment.expand(getTimeout()),
                getOutputs()
                        .lines()
                        .map(String::trim)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /** Makes what a step has published variables of the build. */
    void publish(Run<?, ?> run, Map<String, JsonNode> published) throws IOException {
        if (published.isEmpty()) {
            return;
        }
        if (!PREFIX.matcher(getPrefix()).matches()) {
            throw new AbortException(Messages.BuilderOptions_prefix(getPrefix()));
        }
        StepOutputs.of(run).add(getPrefix(), published);
        run.save();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<BuilderOptions> {

        @NonNull
        @Override
        public String getDisplayName() {
            return "";
        }

        /** Complains about what cannot begin the name of a variable; knows nothing that anybody could not know. */
        @POST
        public FormValidation doCheckPrefix(@QueryParameter String value) {
            String prefix = Util.fixEmptyAndTrim(value);
            return prefix == null || PREFIX.matcher(prefix).matches()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.BuilderOptions_prefix(prefix));
        }
    }
}
