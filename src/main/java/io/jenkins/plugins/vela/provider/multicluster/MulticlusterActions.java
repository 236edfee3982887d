package io.jenkins.plugins.vela.provider.multicluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.List;
import java.util.Set;

/**
 * The {@code vela/multicluster} actions. Clusters are those that the run may use; topology policies are KubeVela's {@code
 * Policy} objects in the run's namespace. What only KubeVela's controller can do is refused with what to use instead.
 */
public final class MulticlusterActions implements ActionProvider {

    private static final Set<String> NEED_KUBEVELA = Set.of("deploy", "make-placement-decisions", "patch-application");

    @Override
    public String name() {
        return "multicluster";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(MulticlusterActions.class, "vela/multicluster/multicluster.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of(
                "list-clusters",
                "get-placements-from-topology-policies",
                "get-placements-from-tmulticlusterology-policies",
                "deploy",
                "make-placement-decisions",
                "patch-application");
    }

    @Override
    public Nature nature(ActionCall call) {
        return NEED_KUBEVELA.contains(call.action()) ? Nature.EFFECT_IDEMPOTENT : Nature.OBSERVATION;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        if (NEED_KUBEVELA.contains(call.action())) {
            return new Outcome.Failed(ActionError.definite(call.describe()
                    + " works on the components of an Application, which only KubeVela's controller can render:"
                    + " the step type deploy hands them to it, or applies plain objects without it"));
        }
        if (call.action().equals("list-clusters")) {
            return new Outcome.Done(clusters(context.clusters()), false);
        }
        try {
            return new Outcome.Done(
                    new Topology(context).placements(call.params().path("policies")), false);
        } catch (Topology.Unusable e) {
            return new Outcome.Failed(ActionError.definite(e.getMessage()));
        } catch (ClusterException e) {
            ActionError error = new ActionError(
                    e.getMessage(), e.reason().retryable(), e.reason().definite());
            return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
        }
    }

    private static ObjectNode clusters(Clusters clusters) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode outputs = result.putObject("outputs");
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        ArrayNode names = outputs.putArray("clusters");
        for (String name : clusters.names()) {
            names.add(name);
            ObjectNode own = labels.putObject(name);
            clusters.labels(name).forEach(own::put);
        }
        outputs.set("labels", labels);
        return result;
    }
}
