package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.YamlText;

/** How results are printed. */
enum OutputFormat {
    TEXT,
    JSON,
    YAML;

    /** Prints an object and nothing else. */
    void print(Console console, JsonNode object) {
        console.out().println(this == YAML ? YamlText.of(object) : object.toPrettyString());
    }
}
