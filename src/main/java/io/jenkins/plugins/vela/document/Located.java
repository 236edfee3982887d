package io.jenkins.plugins.vela.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A node with its place; children keep theirs. {@code size} counts nodes with aliases expanded. */
sealed interface Located {
    JsonNode value();

    int line();

    int column();

    long size();

    record Scalar(JsonNode value, int line, int column) implements Located {
        @Override
        public long size() {
            return 1;
        }
    }

    record Sequence(JsonNode value, int line, int column, long size, List<Located> elements) implements Located {}

    record Mapping(JsonNode value, int line, int column, long size, Map<String, Entry> entries) implements Located {}

    /** A mapping's entry: the place of its key, and its value. */
    record Entry(int line, int column, Located value) {}
}
