package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.ActionCall;

/** One line about an effect: what was done to what, without any content. */
final class EffectSummary {

    private EffectSummary() {}

    static String of(ActionCall call) {
        JsonNode params = call.params();
        StringBuilder text = new StringBuilder(call.action());
        JsonNode object = params.path("value");
        if (object.has("kind")) {
            text.append(' ').append(object.path("kind").asText());
            text.append(' ').append(object.at("/metadata/namespace").asText("default"));
            text.append('/')
                    .append(object.at("/metadata/name")
                            .asText(object.at("/metadata/generateName").asText() + "*"));
        } else if (params.has("url")) {
            String url = params.path("url").asText();
            int query = url.indexOf('?');
            text.setLength(0);
            text.append(params.path("method").asText(call.action()))
                    .append(' ')
                    .append((query < 0 ? url : url.substring(0, query)).replaceFirst("//[^/@]*@", "//"));
        } else if (params.has("name")) {
            text.append(' ').append(params.path("name").asText());
        }
        String cluster = params.path("cluster").asText("");
        return cluster.isEmpty() || cluster.equals("local") ? text.toString() : text + " in " + cluster;
    }
}
