package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.FieldSelector;
import io.jenkins.plugins.vela.sandbox.api.LabelSelector;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import java.util.function.Predicate;

/**
 * The objects of a collection that a request is about.
 *
 * @param namespace empty for all
 */
record Selection(String namespace, LabelSelector labels, FieldSelector fields) implements Predicate<JsonNode> {

    static Selection of(ApiRequest request, ResourceKind kind, Target target) {
        String fields = request.parameter("fieldSelector");
        if (!target.name().isEmpty()) {
            fields = "metadata.name=" + target.name() + (fields.isEmpty() ? "" : "," + fields);
        }
        return new Selection(
                target.namespace(),
                LabelSelector.parse(request.parameter("labelSelector")),
                FieldSelector.parse(fields, kind));
    }

    @Override
    public boolean test(JsonNode object) {
        return labels.test(object) && fields.test(object);
    }
}
