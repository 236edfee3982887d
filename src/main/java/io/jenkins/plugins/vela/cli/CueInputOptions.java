package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueFiles;
import io.jenkins.plugins.vela.cue.CueInstance;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the {@code cue} commands work on. */
final class CueInputOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "CUE files of one package, data (.json, .yaml, .toml), a directory, or - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-t", "--inject"},
            paramLabel = "NAME=VALUE",
            description = "Value for the fields with @tag(NAME); repeatable.")
    private List<String> tags = List.of();

    @Option(
            names = {"-d", "--schema"},
            paramLabel = "EXPR",
            description = "What data is checked against, instead of the whole package.")
    private Optional<String> schema = Optional.empty();

    @Option(
            names = {"-l", "--path"},
            paramLabel = "LABEL:",
            description = "Where in the package data goes, from the outside in; repeatable.")
    private List<String> labels = List.of();

    @Option(
            names = "--merge",
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "Unify all data (it is).")
    @SuppressWarnings("UnusedVariable")
    private boolean merge = true;

    @Option(
            names = {"-p", "--package"},
            hidden = true,
            description = "Name of the package that data belongs to (it makes no difference).")
    @SuppressWarnings("UnusedVariable")
    private Optional<String> packageName = Optional.empty();

    CueInstance instance(Console console) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            values.put(equals < 0 ? tag : tag.substring(0, equals), equals < 0 ? "" : tag.substring(equals + 1));
        }
        CueOptions options = CueOptions.defaults().packages(Facades.packages()).tags(values);
        return new CueInstance(CueFiles.read(files, console.in()), options, schema, place());
    }

    private CuePath place() {
        List<CuePath.Element> elements = new ArrayList<>();
        for (String label : labels) {
            String path = label.strip();
            for (String part : (path.endsWith(":") ? path.substring(0, path.length() - 1) : path).split(":")) {
                try {
                    elements.addAll(CuePath.parse(part.strip()).elements());
                } catch (IllegalArgumentException e) {
                    throw new Refusal(ExitCode.FAILED, "--path " + label + ": " + e.getMessage());
                }
            }
        }
        return new CuePath(elements);
    }
}
