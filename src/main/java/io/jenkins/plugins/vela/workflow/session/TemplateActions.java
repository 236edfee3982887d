package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.FieldComments;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns actions of a template into calls of their providers. */
final class TemplateActions {

    /** The attribute of an action whose objects go when the step is cancelled. */
    private static final String ON_CANCEL = "onCancel";

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
                    provider.nature(call),
                    Canonical.digest(params.values()),
                    action.value().attribute(ON_CANCEL).filter("delete"::equals).isPresent(),
                    Optional.empty());
        });
    }

    /** What to say of an action that nobody performs. */
    String unknown(CueAction action) {
        return action.path() + ": "
                + registry.unknown(action.provider().orElse(""), action.name()).message();
    }
}
