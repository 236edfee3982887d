package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.workflow.schedule.Backoff;
import io.jenkins.plugins.vela.workflow.session.Expressions;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What runs of one engine share. */
record RunServices(
        Clock clock,
        Timers timers,
        EngineThreads threads,
        Clusters clusters,
        HttpPolicy httpPolicy,
        EngineLimits limits,
        RunListener listener,
        ActionRegistry actions,
        Expressions expressions,
        ConcurrencyKeys keys,
        Map<String, String> ownerLabels,
        Optional<Audit> audit,
        Meters meters,
        BooleanSupplier gate,
        Supplier<? extends Collection<String>> secrets) {

    Backoff backoff() {
        return new Backoff(limits.maxWaitBackoff(), limits.maxFailedBackoff());
    }
}
