package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.CueInstance;
import io.jenkins.plugins.vela.cue.CueText;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.cue.builtin.DataText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow cue export}: a value as data. */
@Command(
        name = "export",
        description = "Print a value as data; it must be concrete.",
        footer = {"", "Exit code 0: printed; 1: errors."})
final class CueExportCommand implements Callable<Integer> {
    @Mixin
    private CueValueOptions options = new CueValueOptions();

    @Option(names = "--escape", description = "Write <, > and & in JSON so that they are safe in HTML.")
    private boolean escape;

    @Option(names = "--list", description = "Put the documents of the data into one list.")
    private boolean list;

    private final Console console;

    CueExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return CueReport.run(console, this::export);
    }

    private int export() {
        CueInstance instance = options.instance(console);
        String form = options.output().form("json");
        if (list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            instance.separate().forEach(value -> all.add(value.validate().toJson()));
            options.output()
                    .write(console, form.equals("yaml") ? DataText.yaml(all) : escaped(DataText.json(all), form));
            return ExitCode.SUCCEEDED;
        }
        List<CueValue> values = options.values(instance.merged());
        if (escape && form.startsWith("json")) {
            values.forEach(value -> options.output()
                    .write(console, escaped(DataText.json(value.validate().toJson()), form)));
        } else {
            options.output()
                    .write(console, values, form, value -> value.validate().toCue(CueText.data()));
        }
        return ExitCode.SUCCEEDED;
    }

    private String escaped(String text, String form) {
        return escape && form.startsWith("json")
                ? text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
                : text;
    }
}
