package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML into data, as the reference decodes it. */
final class YamlReader {
    private static final int MOST_NODES = 1_000_000;
    private static final int DEEPEST = 500;
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Iterator<Event> events;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private int nodes;

    private YamlReader(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(16 << 20)
                .setParseComments(false)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The documents of a text. */
    static List<JsonNode> readAll(String text) throws Failure {
        List<JsonNode> documents = new ArrayList<>();
        try {
            YamlReader reader = new YamlReader(text);
            while (reader.events.hasNext()) {
                Event event = reader.events.next();
                if (event.getEventId() == Event.ID.DocumentStart) {
                    documents.add(reader.read(reader.events.next(), 0));
                    reader.anchors.clear();
                }
            }
        } catch (YamlEngineException e) {
            throw Failure.of("invalid YAML: " + firstLine(e));
        }
        return documents;
    }

    private static String firstLine(YamlEngineException e) {
        String message = String.valueOf(e.getMessage());
        return message.replaceAll("\\s+", " ").strip();
    }

    private JsonNode read(Event event, int depth) throws Failure {
        if (++nodes > MOST_NODES) {
            throw Failure.of("YAML has more than " + MOST_NODES + " nodes");
        }
        if (depth > DEEPEST) {
            throw Failure.of("YAML is nested more than " + DEEPEST + " levels deep");
        }
        if (event instanceof AliasEvent alias) {
            String name = alias.getAnchor().map(Object::toString).orElse("");
            JsonNode known = anchors.get(name);
            if (known == null) {
                throw Failure.of("invalid YAML: unknown anchor '" + name + "' referenced");
            }
            nodes += size(known);
            return known;
        }
        JsonNode node;
        if (event instanceof ScalarEvent scalar) {
            node = scalar(scalar);
        } else if (event instanceof SequenceStartEvent) {
            node = sequence(depth);
        } else if (event instanceof MappingStartEvent) {
            node = mapping(depth);
        } else {
            throw Failure.of("invalid YAML: unexpected " + event.getEventId());
        }
        if (event instanceof NodeEvent anchored) {
            anchored.getAnchor().ifPresent(anchor -> anchors.put(anchor.toString(), node));
        }
        return node;
    }

    /** How many nodes an alias stands for, so that a bomb of aliases is counted and not expanded. */
    private static int size(JsonNode node) throws Failure {
        int size = 1;
        for (JsonNode child : node) {
            size += size(child);
            if (size > MOST_NODES) {
                throw Failure.of("YAML has more than " + MOST_NODES + " nodes");
            }
        }
        return size;
    }

    private JsonNode sequence(int depth) throws Failure {
        ArrayNode list = NODES.arrayNode();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            list.add(read(next, depth + 1));
        }
        return list;
    }

    private JsonNode mapping(int depth) throws Failure {
        ObjectNode map = NODES.objectNode();
        boolean isMerged = false;
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            boolean isMerge = next instanceof ScalarEvent key
                    && key.isPlain()
                    && key.getTag().isEmpty()
                    && key.getValue().equals("<<");
            JsonNode keyNode = isMerge ? NODES.textNode("<<") : read(next, depth + 1);
            JsonNode value = read(events.next(), depth + 1);
            if (isMerge) {
                isMerged = true;
                merge(map, value);
                continue;
            }
            String label = label(keyNode);
            JsonNode present = map.get(label);
            if (present != null && !isMerged && !present.equals(value)) {
                throw Failure.of("conflicting values for key \"" + label + "\"");
            }
            map.set(label, value);
        }
        return map;
    }

    private static String label(JsonNode key) throws Failure {
        if (key.isContainerNode()) {
            throw Failure.of("invalid map key: " + (key.isArray() ? "!!seq" : "!!map"));
        }
        if (key.isNumber() && key.decimalValue().signum() < 0) {
            throw Failure.of("invalid label " + JsonText.number(key));
        }
        return key.isNumber() ? JsonText.number(key) : key.asText();
    }

    private static void merge(ObjectNode map, JsonNode value) throws Failure {
        if (value.isObject()) {
            value.properties().forEach(field -> map.set(field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (int i = value.size() - 1; i >= 0; i--) {
                merge(map, value.get(i));
            }
        } else {
            throw Failure.of("map merge requires map or sequence of maps as the value");
        }
    }

    // ---- scalars ----

    private static JsonNode scalar(ScalarEvent event) throws Failure {
        String text = event.getValue();
        String tag = event.getTag().orElse("");
        if (tag.isEmpty() || tag.equals("!")) {
            return event.isPlain() && tag.isEmpty() ? plain(text) : NODES.textNode(text);
        }
        String kind = tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag;
        return switch (kind) {
            case "!!str", "!!timestamp" -> NODES.textNode(text);
            case "!!null" -> NODES.nullNode();
            case "!!bool" -> NODES.booleanNode(text.equalsIgnoreCase("true"));
            case "!!int", "!!float" -> number(text);
            case "!!binary" -> binary(text);
            default -> throw Failure.of("cannot unmarshal tag \"" + kind + "\"");
        };
    }

    private static JsonNode plain(String text) throws Failure {
        return switch (YamlScalars.resolve(text)) {
            case NULL -> NODES.nullNode();
            case BOOL -> NODES.booleanNode(text.equalsIgnoreCase("true"));
            case INT -> number(text);
            case FLOAT -> text.matches("[-+]?0[0-9_]+") ? NODES.textNode(text) : number(text);
            case STRING, TIMESTAMP, MERGE -> NODES.textNode(text);
        };
    }

    private static JsonNode binary(String text) throws Failure {
        try {
            return BinaryNode.valueOf(java.util.Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw Failure.of("!!binary value contains invalid base64 data");
        }
    }

    private static JsonNode number(String text) throws Failure {
        boolean negative = text.startsWith("-");
        String size = negative || text.startsWith("+") ? text.substring(1) : text;
        if (size.length() > 1
                && size.charAt(0) == '0'
                && size.charAt(1) >= '0'
                && size.charAt(1) <= '9'
                && size.indexOf('.') < 0) {
            size = "0o" + size.substring(1);
        }
        size = size.replace("_", "");
        try {
            Expr literal = Parser.parseExpr(Source.of("number", size));
            if (literal instanceof Expr.IntLit number) {
                return NODES.numberNode(negative ? number.value().negate() : number.value());
            } else if (literal instanceof Expr.FloatLit number) {
                return NODES.numberNode(negative ? number.value().negate() : number.value());
            }
        } catch (SyntaxException e) {
            throw Failure.of("cannot decode \"" + text + "\" as a number");
        }
        throw Failure.of("cannot decode \"" + text + "\" as a number");
    }
}
