package io.jenkins.plugins.vela.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.CpsThread;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A definition of a folder or a shared library as a function. */
final class ScopedFunction extends GlobalVariable {
    private final String name;
    private final String type;

    ScopedFunction(String name, String type) {
        this.name = name;
        this.type = type;
    }

    @NonNull
    @Override
    public String getName() {
        return name;
    }

    /** The step type. */
    public String getType() {
        return type;
    }

    @NonNull
    @Override
    public Object getValue(@NonNull CpsScript script) {
        return new Call(name, type);
    }

    /**
     * What a script calls. It is Java and not Groovy, and its last act is to begin the generic step, which is what makes it
     * allowed to begin something that takes time.
     */
    public static final class Call implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String name;
        private final String type;

        Call(String name, String type) {
            this.name = name;
            this.type = type;
        }

        /** Without parameters. */
        @Whitelisted
        public Object call() throws IOException {
            return call(Map.of());
        }

        /** With named parameters. */
        @Whitelisted
        public Object call(Map<String, ?> parameters) throws IOException {
            CpsThread thread = CpsThread.current();
            if (thread == null) {
                throw new AbortException(name + " can only be called from a Pipeline script");
            }
            return new Alias(thread.getExecution().getOwner(), name)
                    .invokeMethod("velaStep", new Object[] {Map.of("type", type, "properties", parameters)});
        }
    }

    /** Begins a step under another name, the one that the script called. */
    private static final class Alias extends DSL {
        private static final long serialVersionUID = 1L;

        private final String alias;

        Alias(FlowExecutionOwner owner, String alias) {
            super(owner);
            this.alias = alias;
        }

        @Override
        protected Object invokeStep(StepDescriptor descriptor, String name, Object arguments) {
            return super.invokeStep(descriptor, alias, arguments);
        }
    }
}
