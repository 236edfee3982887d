package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.cue.builtin.DataText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where a {@code cue} command's result goes, and in which form. */
final class CueOutputOptions {
    @Option(names = "--out", paramLabel = "FORM", description = "json, yaml, toml, text, binary or cue.")
    private Optional<String> form = Optional.empty();

    @Option(
            names = {"-o", "--outfile"},
            paramLabel = "FILE",
            description = "A file instead of standard output.")
    private Optional<String> file = Optional.empty();

    @Option(
            names = {"-f", "--force"},
            description = "Overwrite the file.")
    private boolean force;

    /** The form asked for, or told by the file's name, or else the command's own. */
    String form(String usual) {
        return form.orElseGet(() -> file.map(name -> name.substring(name.lastIndexOf('.') + 1))
                .map(extension -> switch (extension) {
                    case "yml" -> "yaml";
                    case "txt" -> "text";
                    case "json", "yaml", "toml", "cue" -> extension;
                    default -> usual;
                })
                .orElse(usual));
    }

    /** A value in the form; what is CUE is the command's own business. */
    private static String text(CueValue value, String form, Function<CueValue, String> cue) {
        return switch (form) {
            case "cue" -> cue.apply(value);
            case "yaml" -> value.validate().toYaml();
            case "json", "jsonl" -> DataText.json(value.validate().toJson());
            case "toml" -> toml(value.validate().toJson());
            case "text" -> value.asString() + "\n";
            case "binary" -> binary(value.validate().toJson());
            default -> throw new Refusal(ExitCode.FAILED, "unknown form " + form);
        };
    }

    private static String toml(JsonNode data) {
        try {
            return DataText.toml(data);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ExitCode.FAILED, e.getMessage());
        }
    }

    private static String binary(JsonNode data) {
        return data instanceof BinaryNode bytes
                ? new String(bytes.binaryValue(), StandardCharsets.ISO_8859_1)
                : data.asText();
    }

    /** What stands between several results. */
    private static String separator(String form) {
        return switch (form) {
            case "cue" -> "// ---\n";
            case "yaml" -> "---\n";
            default -> "";
        };
    }

    /** Writes values one after the other; those in front of one that cannot be written are written still. */
    void write(Console console, List<CueValue> values, String form, Function<CueValue, String> cue) {
        StringBuilder text = new StringBuilder();
        try {
            for (CueValue value : values) {
                String next = text(value, form, cue);
                text.append(text.isEmpty() ? "" : separator(form)).append(next);
            }
        } finally {
            write(console, text.toString());
        }
    }

    void write(Console console, String text) {
        if (file.isEmpty() || file.get().equals("-")) {
            console.out().print(text);
            return;
        }
        try {
            Path target = Path.of(file.get());
            if (!force && Files.exists(target)) {
                throw new Refusal(
                        ExitCode.FAILED, "error writing \"" + target + "\": it exists; --force overwrites it");
            }
            Files.writeString(target, text);
        } catch (IOException | InvalidPathException e) {
            throw new Refusal(ExitCode.FAILED, "error writing \"" + file.get() + "\": " + e.getMessage());
        }
    }
}
