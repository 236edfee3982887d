package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Data as text, written and read as the reference does it. */
public final class DataText {
    private DataText() {}

    /** JSON over several lines, each level indented by four spaces, ending with a line feed. */
    public static String json(JsonNode data) {
        return JsonText.reformat(JsonText.write(data), "", "    ", true) + "\n";
    }

    /** YAML in block style. */
    public static String yaml(JsonNode data) {
        return YamlWriter.write(data);
    }

    /**
     * TOML.
     *
     * @throws IllegalArgumentException when TOML cannot say it: it is no table, or has a null in it
     */
    public static String toml(JsonNode data) {
        try {
            return TomlWriter.write(data);
        } catch (Failure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The values in a JSON text, one after the other.
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    public static List<JsonNode> readJson(String text) {
        try {
            return JsonText.readAll(text.getBytes(StandardCharsets.UTF_8));
        } catch (Failure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The data in a TOML text.
     *
     * @throws IllegalArgumentException when it is no TOML
     */
    public static JsonNode readToml(String text) {
        try {
            return TomlPackage.read(text);
        } catch (Failure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * The documents in a YAML text.
     *
     * @throws IllegalArgumentException when it is no YAML
     */
    public static List<JsonNode> readYaml(String text) {
        try {
            return YamlReader.readAll(text);
        } catch (Failure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
