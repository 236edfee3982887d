package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.patch.MergePatch;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives objects the statuses that their annotation or a rule asks for, anew for every generation. */
final class CustomStatus implements Reconciler {

    private static final Set<String> CONTROLLED = Set.of(
            "pods",
            "namespaces",
            "replicasets.apps",
            "deployments.apps",
            "statefulsets.apps",
            "daemonsets.apps",
            "jobs.batch");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)\\}");

    private final List<StatusRule> rules;
    private final Map<String, Integer> skipped = new HashMap<>();

    CustomStatus(List<StatusRule> rules) {
        List<StatusRule> all = new ArrayList<>(rules);
        all.add(new ImagePullJobs());
        this.rules = List.copyOf(all);
    }

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.type() == Change.Type.DELETED) {
            String uid = Meta.of(change.object()).uid();
            skipped.keySet().removeIf(row -> row.startsWith(uid));
        }
        boolean concerned = change.type() != Change.Type.DELETED
                && (asked(change.object()).isPresent()
                        || rule(change.key().resource()).isPresent());
        return concerned ? List.of(change.key()) : List.of();
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ResourceKind> kind = work.registry().kinds().find(key.resource());
        Optional<ObjectNode> found = work.find(key);
        if (kind.isEmpty()
                || found.isEmpty()
                || CONTROLLED.contains(kind.get().qualifiedPlural())
                || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode object = found.get();
        Behaviour behaviour = work.behaviour(object);
        if (behaviour.outcome() == Behaviour.Outcome.PENDING) {
            return;
        }
        Optional<String> asked = asked(object);
        List<StatusRule.Step> steps = new ArrayList<>();
        rule(key.resource())
                .ifPresent(rule -> steps.addAll(
                        rule.steps(object, behaviour.delay(), behaviour.outcome() == Behaviour.Outcome.FAIL)));
        boolean besideRule = !steps.isEmpty();
        asked.ifPresent(text -> steps.addAll(script(text, besideRule ? Duration.ZERO : behaviour.delay())));
        Meta meta = Meta.of(object);
        String row = "status/" + meta.generation() + "/" + asked.hashCode() + "/";
        Duration age = work.age(meta.uid(), row);
        Duration due = Duration.ZERO;
        int first = skipped.computeIfAbsent(meta.uid() + row, r -> reached(object, steps));
        for (int i = first; i < steps.size(); i++) {
            due = due.plus(steps.get(i).after());
            if (age.compareTo(due) < 0) {
                work.lookAgain(key, due.minus(age));
                return;
            }
            if (work.once(meta.uid(), row + i)) {
                give(key, steps.get(i).status(), work);
            }
        }
    }

    /** How many steps of a row the object has behind it already, because an earlier process took them. */
    private static int reached(ObjectNode object, List<StatusRule.Step> steps) {
        JsonNode status = object.path("status");
        if (status.path("observedGeneration").asLong(-1) != Meta.of(object).generation()) {
            return 0;
        }
        for (int i = steps.size(); i > 0; i--) {
            if (MergePatch.apply(status, filled(steps.get(i - 1).status(), object))
                    .equals(status)) {
                return i;
            }
        }
        return 0;
    }

    private static void give(ObjectKey key, ObjectNode wanted, Work work) {
        ObjectNode object = work.find(key).orElseThrow();
        JsonNode filled = filled(wanted, object);
        work.editStatus(key, status -> {
            JsonNode merged = MergePatch.apply(status, filled);
            status.removeAll();
            status.setAll((ObjectNode) merged);
            long generation = Meta.of(object).generation();
            if (generation > 0 && !filled.has("observedGeneration")) {
                status.put("observedGeneration", generation);
            }
        });
    }

    private static Optional<String> asked(JsonNode object) {
        return Meta.of(object).annotation(Behaviour.PREFIX + "status");
    }

    private Optional<StatusRule> rule(Resource resource) {
        return rules.stream().filter(rule -> rule.covers(resource)).findFirst();
    }

    private static List<StatusRule.Step> script(String text, Duration delay) {
        JsonNode parsed;
        try {
            parsed = Json.parseYaml(text);
        } catch (IllegalArgumentException e) {
            ObjectNode problem = Json.object();
            problem.put("sandboxError", "the annotation sandbox.vela/status does not parse: " + e.getMessage());
            return List.of(new StatusRule.Step(delay, problem));
        }
        List<StatusRule.Step> steps = new ArrayList<>();
        for (JsonNode item :
                parsed.isArray() ? parsed : Json.object().arrayNode().add(parsed)) {
            if (item.has("after") && item.get("status") instanceof ObjectNode status) {
                steps.add(new StatusRule.Step(
                        Durations.parse(item.path("after").asText()).orElse(delay), status));
            } else if (item instanceof ObjectNode status) {
                steps.add(new StatusRule.Step(delay, status));
            }
        }
        return steps;
    }

    /** Replaces placeholders; a text that is nothing but one becomes the value itself, whatever its type. */
    private static JsonNode filled(JsonNode template, JsonNode object) {
        if (template.isObject()) {
            ObjectNode result = Json.object();
            template.properties().forEach(field -> result.set(field.getKey(), filled(field.getValue(), object)));
            return result;
        }
        if (template.isArray()) {
            ArrayNode result = Json.object().arrayNode();
            template.forEach(item -> result.add(filled(item, object)));
            return result;
        }
        if (!template.isTextual()) {
            return template;
        }
        Matcher placeholder = PLACEHOLDER.matcher(template.asText());
        if (placeholder.matches()) {
            JsonNode value = at(object, placeholder.group(1));
            return value.isMissingNode() ? Json.object().nullNode() : value;
        }
        placeholder.reset();
        return Json.object()
                .textNode(placeholder.replaceAll(found ->
                        Matcher.quoteReplacement(at(object, found.group(1)).asText(""))));
    }

    private static JsonNode at(JsonNode object, String path) {
        JsonNode value = object;
        for (String part : path.replace("[", ".").replace("]", "").split("\\.")) {
            value = value.isArray() && part.matches("\\d+") ? value.path(Integer.parseInt(part)) : value.path(part);
        }
        return value;
    }
}
