package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.FieldComments;
import io.jenkins.plugins.vela.provider.Nature;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns actions of a template into calls of their providers. */
final class TemplateActions {

    /** The attribute of an action whose objects go when the step is cancelled. */
    private static final String ON_CANCEL = "onCancel";

    /** The attribute of an action that may be sent again although its kind may not. */
    private static final String REPEATABLE = "repeatable";

    private final ActionRegistry registry;

    TemplateActions(ActionRegistry registry) {
        this.registry = registry;
    }

    ActionParams params(CueAction action) {
        Set<String> mayBeIncomplete = registry.find(action.provider().orElse(""), action.name())
                .map(provider -> provider.mayBeIncomplete(action.name()))
                .orElse(Set.of());
        return ActionParams.of(action, mayBeIncomplete);
    }

    /** The call, with whatever parameters there are; empty when nobody performs such an action. */
    Optional<PlannedAction> plan(CueAction action, ActionParams params) {
        return registry.find(action.provider().orElse(""), action.name()).map(provider -> {
            ActionCall call = new ActionCall(
                    action.provider().orElse(""),
                    action.name(),
                    params.values(),
                    action.path().isRoot() ? "" : action.path().last().name(),
                    action.path().toString(),
                    ActionParams.isLegacy(action),
                    provider.readsComments(action.name()) ? FieldComments.of(params.holder()) : Map.of());
            return new PlannedAction(
                    provider,
                    call,
                    nature(provider.nature(call), action),
                    Canonical.digest(params.values()),
                    action.value().attribute(ON_CANCEL).filter("delete"::equals).isPresent(),
                    Optional.empty());
        });
    }

    /** What creates something anew each time is taken for harmless where the template says so. */
    private static Nature nature(Nature own, CueAction action) {
        boolean repeatable = own == Nature.EFFECT_ONCE
                && action.value().attribute(REPEATABLE).isPresent();
        return repeatable ? Nature.EFFECT_IDEMPOTENT : own;
    }

    /** What to say of an action that nobody performs. */
    String unknown(CueAction action) {
        return action.path() + ": "
                + registry.unknown(action.provider().orElse(""), action.name()).message();
    }
}
