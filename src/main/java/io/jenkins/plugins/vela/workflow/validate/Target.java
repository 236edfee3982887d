package io.jenkins.plugins.vela.workflow.validate;

/** Which engine a document is meant for. */
public enum Target {
    /** This one, with everything it has. */
    VELAFLOW,
    /** KubeVela's controller: what only this engine has is refused. */
    KUBEVELA
}
