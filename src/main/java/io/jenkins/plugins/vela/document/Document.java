package io.jenkins.plugins.vela.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One YAML or JSON document: its value and where everything in it stands. Immutable as long as nobody changes
 * {@link #value()}, which callers must not.
 */
public final class Document {
    private final String source;
    private final EmbeddedText text;
    private final Located root;

    Document(String source, EmbeddedText text, Located root) {
        this.source = source;
        this.text = text;
        this.root = root;
    }

    /** Reads all documents of a text within the default limits; empty documents are left out. */
    public static List<Document> parseAll(String source, String text) {
        return parseAll(source, text, DocumentLimits.DEFAULT);
    }

    /**
     * Reads all documents of a text; empty documents are left out.
     *
     * @throws DocumentException for the first thing that is wrong
     */
    public static List<Document> parseAll(String source, String text, DocumentLimits limits) {
        if (text.length() > limits.bytes()) {
            throw new DocumentException(Position.start(source), FieldPath.ROOT, limits.tooLarge(text.length()));
        }
        return new DocumentReader(source, limits).read(text);
    }

    /** What the user calls the text, usually a file name. */
    public String source() {
        return source;
    }

    /** The value; treat it as immutable. */
    public JsonNode value() {
        return root.value();
    }

    /** Where the document's first node stands. */
    public Position position() {
        return at(root.line(), root.column());
    }

    /** Where the value at a path stands; where nothing is, the nearest node above it. */
    public Position position(FieldPath path) {
        return place(path.segments(), false);
    }

    /** Where the field's name stands that leads to a path; for list elements and the root as {@link #position(FieldPath)}. */
    public Position keyPosition(FieldPath path) {
        return place(path.segments(), true);
    }

    /** As {@link #position(FieldPath)}, by JSON pointer ({@code /spec/steps/0/type}). */
    public Position position(String pointer) {
        return place(segments(pointer), false);
    }

    /**
     * A JSON pointer as a path in this document: which of its steps are list indexes is known here only. Behind what the
     * document holds, every step is a field.
     */
    public FieldPath path(String pointer) {
        FieldPath path = FieldPath.ROOT;
        JsonNode at = root.value();
        for (String segment : segments(pointer)) {
            if (at.isArray() && segment.matches("[0-9]{1,9}")) {
                path = path.element(Integer.parseInt(segment));
                at = at.path(Integer.parseInt(segment));
            } else {
                path = path.field(segment);
                at = at.path(segment);
            }
        }
        return path;
    }

    private static List<String> segments(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("not a JSON pointer: " + pointer);
        }
        return Stream.of(pointer.substring(1).split("/", -1))
                .map(segment -> segment.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /**
     * The text value at a path, padded with spaces and line ends so that each of its characters has the line and column it
     * has in this document's source: whatever complains about the embedded text then points into the file. Empty where
     * there is no text or where it does not stand in the source as it is (escapes, folded lines).
     */
    public Optional<String> textInPlace(FieldPath path) {
        Located at = root;
        for (Object segment : path.segments()) {
            Optional<Located.Entry> entry = child(at, segment.toString());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            at = entry.get().value();
        }
        return at.value().isTextual()
                ? text.inPlace(at.line(), at.column(), at.value().textValue())
                : Optional.empty();
    }

    private Position place(List<?> segments, boolean key) {
        Located at = root;
        int line = root.line();
        int column = root.column();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i).toString();
            Optional<Located.Entry> entry = child(at, segment);
            if (entry.isEmpty()) {
                break;
            }
            at = entry.get().value();
            boolean atKey = key && i == segments.size() - 1;
            line = atKey ? entry.get().line() : at.line();
            column = atKey ? entry.get().column() : at.column();
        }
        return at(line, column);
    }

    private static Optional<Located.Entry> child(Located node, String segment) {
        if (node instanceof Located.Mapping mapping) {
            return Optional.ofNullable(mapping.entries().get(segment));
        }
        if (node instanceof Located.Sequence sequence
                && !segment.isEmpty()
                && segment.length() < 10
                && segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int index = Integer.parseInt(segment);
            if (index < sequence.elements().size()) {
                Located element = sequence.elements().get(index);
                return Optional.of(new Located.Entry(element.line(), element.column(), element));
            }
        }
        return Optional.empty();
    }

    private Position at(int line, int column) {
        return new Position(source, line, column);
    }
}
