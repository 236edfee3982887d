package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.text.GoDuration;
import io.jenkins.plugins.vela.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One object of the document with its pointer. */
final class Fields {
    private final JsonNode node;
    private final String pointer;
    private final Findings findings;
    private final boolean fixed;

    Fields(JsonNode node, String pointer, Findings findings) {
        this(node, pointer, findings, false);
    }

    private Fields(JsonNode node, String pointer, Findings findings, boolean fixed) {
        this.node = node;
        this.pointer = pointer;
        this.findings = findings;
        this.fixed = fixed;
    }

    Fields withFixedPointer() {
        return new Fields(node, pointer, findings, true);
    }

    JsonNode node() {
        return node;
    }

    String pointer() {
        return pointer;
    }

    private String at(String field) {
        return fixed ? pointer : pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }

    private Fields at(JsonNode value, String field) {
        return new Fields(value, at(field), findings, fixed);
    }

    boolean isObject(String what) {
        if (!node.isObject()) {
            findings.error(pointer, what + " must be an object");
            return false;
        }
        return true;
    }

    void onlyKnown(Set<String> known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                findings.add(Finding.warning(
                        at(field), "unknown field \"" + field + "\"" + Suggestion.didYouMean(field, known)));
            }
        });
    }

    void expectText(String field, String expected) {
        Optional<String> text = text(field);
        if (text.isPresent() && !text.get().equals(expected)) {
            findings.error(at(field), "expected " + expected + ", found " + text.get());
        }
    }

    Optional<Fields> present(String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(at(value, field));
    }

    /** The object at the field; an empty one when absent. */
    Fields child(String field) {
        return at(object(field), field);
    }

    ObjectNode object(String field) {
        JsonNode value = node.path(field);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!value.isMissingNode() && !value.isNull()) {
            findings.error(at(field), field + " must be an object");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    Optional<String> text(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            findings.error(at(field), field + " must be a string");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    String required(String field) {
        return text(field).orElseGet(() -> {
            if (node.path(field).isMissingNode()) {
                findings.error(pointer, field + " is missing");
            }
            return "";
        });
    }

    Optional<Duration> duration(String field) {
        Optional<String> text = text(field).filter(value -> !value.isEmpty());
        Optional<Duration> duration = text.flatMap(GoDuration::parseSpan);
        if (text.isPresent() && duration.isEmpty()) {
            findings.error(at(field), "invalid " + field + " " + text.get() + ", write it like 30s, 5m, 1h or 1h30m");
        }
        return duration;
    }

    Optional<ExecutionMode> executionMode(String field) {
        Optional<String> text = text(field).filter(value -> !value.isEmpty());
        Optional<ExecutionMode> mode = text.flatMap(ExecutionMode::ofWord);
        if (text.isPresent() && mode.isEmpty()) {
            findings.error(at(field), "unknown mode " + text.get() + ", known: StepByStep, DAG");
        }
        return mode;
    }

    List<Fields> items(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            findings.error(at(field), field + " must be a list");
            return List.of();
        }
        Fields list = at(value, field);
        List<Fields> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            items.add(list.at(value.get(i), Integer.toString(i)));
        }
        return items;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (Fields item : items(field)) {
            if (item.node.isTextual()) {
                texts.add(item.node.textValue());
            } else {
                findings.error(item.pointer, "must be a string");
            }
        }
        return texts;
    }

    Map<String, String> textMap(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        object(field)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    /** A whole number that is not negative; empty when absent or wrong. */
    Optional<Integer> count(String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            findings.error(at(field), field + " must be a whole number of 0 or more");
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }
}
