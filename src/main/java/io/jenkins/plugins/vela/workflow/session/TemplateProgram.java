package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.model.StepReason;

/** A step definition's template, compiled once. */
public final class TemplateProgram implements StepProgram {

    /** The label that makes a struct an action. */
    static final String ACTION = "#do";

    private final CueTemplate template;
    private final ActionRegistry actions;

    private TemplateProgram(CueTemplate template, ActionRegistry actions) {
        this.template = template;
        this.actions = actions;
    }

    /** Compiles a template with the usual limits. */
    public static TemplateProgram compile(CueSource source, ActionRegistry actions) {
        return compile(source, actions, CueLimits.defaults());
    }

    /**
     * Compiles a template.
     *
     * @param actions what the template may call; their facades are the packages it may import
     * @param limits what one evaluation may use
     * @throws CueException when it does not parse or compile
     */
    public static TemplateProgram compile(CueSource source, ActionRegistry actions, CueLimits limits) {
        return new TemplateProgram(Cue.compile(options(actions).limits(limits), source), actions);
    }

    /** How templates are compiled: with the facades of the actions, and lenient as upstream is with old ones. */
    public static CueOptions options(ActionRegistry actions) {
        return CueOptions.defaults()
                .packages(actions.importable())
                .legacyTemplates(true)
                .tracked(ACTION)
                .inputs("context", "parameter");
    }

    @Override
    public StepSession open(SessionStart start) {
        try {
            return new TemplateSession(template, actions, start);
        } catch (CueException e) {
            throw new SessionException(StepReason.RENDERING, CueMessages.of(e));
        }
    }
}
