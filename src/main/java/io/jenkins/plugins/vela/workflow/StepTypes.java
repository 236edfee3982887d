package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.session.StepProgram;
import io.jenkins.plugins.vela.workflow.session.TemplateProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes programs out of templates. Engines of the same process may share one: a program is immutable and larger than everything
 * else that a waiting run needs. Thread-safe.
 */
@FunctionalInterface
public interface StepTypes {

    /**
     * The program of a template.
     *
     * @throws CueException when it does not compile
     */
    StepProgram compile(CueSource template);

    /**
     * Compiles each template once and keeps the programs that were used last.
     *
     * @param actions what templates may call
     * @param limits what one evaluation of a template may use
     */
    static StepTypes templates(ActionRegistry actions, CueLimits limits) {
        Map<CueSource, StepProgram> cache = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<CueSource, StepProgram> eldest) {
                return size() > 512;
            }
        };
        return template -> {
            synchronized (cache) {
                StepProgram known = cache.get(template);
                if (known == null) {
                    known = TemplateProgram.compile(template, actions, limits);
                    cache.put(template, known);
                }
                return known;
            }
        };
    }
}
