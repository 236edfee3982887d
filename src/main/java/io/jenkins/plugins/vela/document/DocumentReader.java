package io.jenkins.plugins.vela.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Builds trees from SnakeYAML Engine's events. Own composition rather than the library's, because it must keep places,
 * count what aliases expand to, and take merge keys ({@code <<}), which YAML 1.2 dropped and {@code kubectl} keeps. Keys
 * are text as written: {@code on:} is the field {@code on} (kubectl would make it {@code true}).
 */
final class DocumentReader {
    private static final String MERGE = "<<";

    private final String source;
    private final DocumentLimits limits;
    private final Map<String, Located> anchors = new HashMap<>();
    private Iterator<Event> events = List.<Event>of().iterator();
    private long nodes;

    DocumentReader(String source, DocumentLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    List<Document> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit((int) Math.min(Integer.MAX_VALUE, limits.bytes()))
                .build();
        List<Document> documents = new ArrayList<>();
        EmbeddedText embedded = new EmbeddedText(text);
        try {
            events = new Parse(settings).parseString(text).iterator();
            while (events.hasNext()) {
                if (events.next() instanceof DocumentStartEvent) {
                    anchors.clear();
                    Event first = events.next();
                    Located root = node(first, FieldPath.ROOT, 0);
                    if (!isEmpty(first)) {
                        documents.add(new Document(source, embedded, root));
                    }
                }
            }
        } catch (MarkedYamlEngineException notYaml) {
            throw notYaml(notYaml);
        } catch (ReaderException unprintable) {
            throw unprintable(text, unprintable);
        } catch (YamlVersionException version) {
            throw new DocumentException(
                    Position.start(source), FieldPath.ROOT, "not valid YAML: unknown version in its %YAML line");
        } catch (YamlEngineException other) {
            throw new DocumentException(
                    Position.start(source), FieldPath.ROOT, "not valid YAML: " + firstLine(other.getMessage()));
        }
        return documents;
    }

    private static boolean isEmpty(Event first) {
        return first instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    // ---- nodes ----

    private Located node(Event event, FieldPath path, int depth) {
        if (depth > limits.depth()) {
            throw fail(event, path, "nested deeper than " + limits.depth() + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias, path);
        }
        count(1, event, path);
        Located node;
        if (event instanceof ScalarEvent scalar) {
            node = new Located.Scalar(scalar(scalar, path), line(event), column(event));
        } else if (event instanceof SequenceStartEvent start) {
            open(start);
            node = sequence(start, path, depth);
        } else if (event instanceof MappingStartEvent start) {
            open(start);
            node = mapping(start, path, depth);
        } else {
            throw fail(event, path, "expected a value");
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        return node;
    }

    /** While its collection is open an anchor leads nowhere: an alias to it would make the tree infinite. */
    private void open(NodeEvent start) {
        start.getAnchor().map(Anchor::getValue).ifPresent(anchors::remove);
    }

    private Located alias(AliasEvent alias, FieldPath path) {
        String name = alias.getAlias().getValue();
        Located target = anchors.get(name);
        if (target == null) {
            throw fail(alias, path, "alias *" + name + " refers to no finished anchor &" + name + " before it");
        }
        count(target.size(), alias, path);
        return target;
    }

    private void count(long more, Event event, FieldPath path) {
        nodes += more;
        if (nodes > limits.nodes()) {
            throw fail(event, path, "more than " + limits.nodes() + " values (aliases expanded)");
        }
    }

    private Located sequence(SequenceStartEvent start, FieldPath path, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<Located> elements = new ArrayList<>();
        long size = 1;
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            Located element = node(event, path.element(elements.size()), depth + 1);
            elements.add(element);
            array.add(element.value());
            size += element.size();
        }
        return new Located.Sequence(array, line(start), column(start), size, elements);
    }

    private Located mapping(MappingStartEvent start, FieldPath path, int depth) {
        Map<String, Located.Entry> own = new LinkedHashMap<>();
        Map<String, Located.Entry> merged = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw fail(event, path, "a field's name must be a plain text");
            }
            count(1, event, path);
            String name = key.getValue();
            FieldPath child = path.field(name);
            if (key.isPlain() && name.equals(MERGE)) {
                merge(node(events.next(), child, depth + 1), event, child, merged);
                continue;
            }
            Located.Entry before = own.get(name);
            if (before != null) {
                throw fail(event, child, "duplicate field, first given at line " + before.line());
            }
            Located value = node(events.next(), child, depth + 1);
            own.put(name, new Located.Entry(line(event), column(event), value));
        }
        merged.forEach(own::putIfAbsent);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        long size = 1;
        for (Map.Entry<String, Located.Entry> entry : own.entrySet()) {
            object.set(entry.getKey(), entry.getValue().value().value());
            size += 1 + entry.getValue().value().size();
        }
        return new Located.Mapping(object, line(start), column(start), size, own);
    }

    private void merge(Located from, Event event, FieldPath path, Map<String, Located.Entry> into) {
        if (from instanceof Located.Mapping mapping) {
            mapping.entries().forEach(into::putIfAbsent);
        } else if (from instanceof Located.Sequence sequence) {
            for (Located element : sequence.elements()) {
                if (!(element instanceof Located.Mapping mapping)) {
                    throw fail(event, path, "only mappings can be merged");
                }
                mapping.entries().forEach(into::putIfAbsent);
            }
        } else {
            throw fail(event, path, "only mappings can be merged");
        }
    }

    // ---- scalars ----

    private JsonNode scalar(ScalarEvent event, FieldPath path) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        if (tag.isEmpty() || tag.get().equals("!")) {
            if (!event.isPlain() || tag.isPresent()) {
                return TextNode.valueOf(text);
            }
            if (!PlainScalar.isFinite(text)) {
                throw fail(event, path, text + " has no JSON form, quote it if it is a text");
            }
            return PlainScalar.resolve(text);
        }
        Optional<JsonNode> value =
                switch (tag.get()) {
                    case "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp" -> Optional.of(TextNode.valueOf(text));
                    case "tag:yaml.org,2002:int" -> PlainScalar.number(text).filter(JsonNode::isIntegralNumber);
                    case "tag:yaml.org,2002:float" -> PlainScalar.number(text);
                    case "tag:yaml.org,2002:bool" -> PlainScalar.bool(text);
                    case "tag:yaml.org,2002:null" -> Optional.of(JsonNodeFactory.instance.nullNode());
                    case "tag:yaml.org,2002:binary" -> binary(text);
                    default -> throw fail(event, path, "unknown tag " + tag.get());
                };
        return value.orElseThrow(() -> fail(event, path, "the value does not fit its tag " + tag.get()));
    }

    private static Optional<JsonNode> binary(String text) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return Optional.of(TextNode.valueOf(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()));
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    // ---- complaints ----

    private DocumentException fail(Event event, FieldPath path, String problem) {
        return new DocumentException(new Position(source, line(event), column(event)), path, problem);
    }

    private DocumentException notYaml(MarkedYamlEngineException cause) {
        Optional<Mark> mark = cause.getProblemMark().or(cause::getContextMark);
        Position position = mark.map(at -> new Position(source, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> Position.start(source));
        String problem = "not valid YAML: " + firstLine(cause.getProblem());
        if (cause.getContext() != null) {
            problem += " (" + cause.getContext()
                    + cause.getContextMark()
                            .filter(at -> at.getLine() + 1 != position.line())
                            .map(at -> " that begins at line " + (at.getLine() + 1))
                            .orElse("")
                    + ")";
        }
        return new DocumentException(position, FieldPath.ROOT, problem);
    }

    private DocumentException unprintable(String text, ReaderException cause) {
        int offset = text.offsetByCodePoints(0, Math.min(cause.getPosition(), text.codePointCount(0, text.length())));
        String before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = offset - before.lastIndexOf('\n');
        return new DocumentException(
                new Position(source, line, column),
                FieldPath.ROOT,
                String.format("not valid YAML: character U+%04X is not allowed", cause.getCodePoint()));
    }

    private static String firstLine(String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }
}
