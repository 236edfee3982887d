package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of the built-in kinds: their types, how their lists merge, which maps are indivisible. Read from a table
 * that an API server's own description was turned into. Immutable.
 */
public final class BuiltInFields {

    private static final String METADATA = "meta.v1.ObjectMeta";

    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    private BuiltInFields() {}

    /** Reads the table. */
    public static BuiltInFields load() {
        BuiltInFields fields = new BuiltInFields();
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(BuiltInFields.class.getResourceAsStream("fields.txt"), "fields.txt"),
                StandardCharsets.UTF_8))) {
            for (String line = table.readLine(); line != null; line = table.readLine()) {
                int space = line.indexOf(' ');
                String name = space < 0 ? line : line.substring(0, space);
                String rest = space < 0 ? "" : line.substring(space + 1);
                if (name.startsWith("=")) {
                    fields.kinds.put(name.substring(1), rest);
                } else if (!name.startsWith("#")) {
                    // surrounded by spaces, so that a field can be found in it
                    fields.types.put(name, " " + rest + " ");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    /** The type of a built-in kind; of one that the table does not have, only the metadata are known. */
    public ObjectType kind(String apiVersion, String kind) {
        String type = kinds.getOrDefault(apiVersion + "/" + kind, "");
        return new ObjectType(type.isEmpty() ? SchemaType.UNKNOWN : new TableType(this, "@" + type), metadata());
    }

    /** The type of a custom resource; an absent schema (a missing node) makes all its lists atomic. */
    public ObjectType custom(JsonNode schema) {
        return new ObjectType(schema.isMissingNode() ? SchemaType.UNKNOWN : new SchemaType(schema), metadata());
    }

    private TableType metadata() {
        return new TableType(this, "@" + METADATA);
    }

    /** The line of a type's fields, surrounded by spaces. */
    String line(String type) {
        String line = types.get(type);
        return line != null ? line : types.getOrDefault(type + "!", " ");
    }

    boolean indivisible(String type) {
        return types.containsKey(type + "!");
    }
}
