package io.jenkins.plugins.vela.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.vela.cue.CueLimits;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What workflows and definitions may use of the controller, and how long a controller may be away unnoticed. */
public final class LimitsConfiguration extends AbstractDescribableImpl<LimitsConfiguration> {
    private int evaluationSeconds = (int) CueLimits.defaults().time().toSeconds();
    private int evaluationValues = CueLimits.defaults().vertices();
    private int sourceCharacters = CueLimits.defaults().sourceChars();
    private int workflows;
    private int silenceHours = 24;

    @DataBoundConstructor
    public LimitsConfiguration() {
        // everything has a default
    }

    /** How long one evaluation of a template may take. */
    public int getEvaluationSeconds() {
        return evaluationSeconds;
    }

    @DataBoundSetter
    public void setEvaluationSeconds(int evaluationSeconds) {
        this.evaluationSeconds = Math.max(1, evaluationSeconds);
    }

    /** How many values one evaluation of a template may make. */
    public int getEvaluationValues() {
        return evaluationValues;
    }

    @DataBoundSetter
    public void setEvaluationValues(int evaluationValues) {
        this.evaluationValues = Math.max(1000, evaluationValues);
    }

    /** How long the text of a definition may be. */
    public int getSourceCharacters() {
        return sourceCharacters;
    }

    @DataBoundSetter
    public void setSourceCharacters(int sourceCharacters) {
        this.sourceCharacters = Math.max(1000, sourceCharacters);
    }

    /** How many workflows may be under way at once; others wait. 0 for any number. */
    public int getWorkflows() {
        return workflows;
    }

    @DataBoundSetter
    public void setWorkflows(int workflows) {
        this.workflows = Math.max(0, workflows);
    }

    /** After how long without a sign of life of the controller a workflow is held until an administrator confirms. */
    public int getSilenceHours() {
        return silenceHours;
    }

    @DataBoundSetter
    public void setSilenceHours(int silenceHours) {
        this.silenceHours = Math.max(1, silenceHours);
    }

    CueLimits evaluation() {
        return CueLimits.defaults()
                .withTime(Duration.ofSeconds(evaluationSeconds))
                .withVertices(evaluationValues)
                .withSourceChars(sourceCharacters);
    }

    /** The form of the limits. */
    @Extension
    @Symbol("velaLimits")
    public static final class DescriptorImpl extends Descriptor<LimitsConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LimitsConfiguration_displayName();
        }

        /** Complains about what is no number, or too small. */
        @POST
        public FormValidation doCheckEvaluationSeconds(@QueryParameter String value) {
            return atLeast(1, value);
        }

        /** Complains about what is no number, or too small. */
        @POST
        public FormValidation doCheckEvaluationValues(@QueryParameter String value) {
            return atLeast(1000, value);
        }

        /** Complains about what is no number, or too small. */
        @POST
        public FormValidation doCheckSourceCharacters(@QueryParameter String value) {
            return atLeast(1000, value);
        }

        /** Complains about what is no number. */
        @POST
        public FormValidation doCheckWorkflows(@QueryParameter String value) {
            return atLeast(0, value);
        }

        /** Complains about what is no number, or too small. */
        @POST
        public FormValidation doCheckSilenceHours(@QueryParameter String value) {
            return atLeast(1, value);
        }

        private static FormValidation atLeast(int least, String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                return Integer.parseInt(value.trim()) < least
                        ? FormValidation.error("At least " + least + ".")
                        : FormValidation.ok();
            } catch (NumberFormatException e) {
                return FormValidation.error("A whole number is needed.");
            }
        }
    }
}
