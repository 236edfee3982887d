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
    private CueInputOptions input = new CueInputOptions();

    @Mixin
    private CueOutputOptions output = new CueOutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private CueCommonOptions flags = new CueCommonOptions();

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPR",
            description = "Print this instead of everything; repeatable.")
    private List<String> expressions = List.of();

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
        CueInstance instance = input.instance(console);
        String form = output.form("json");
        if (list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            instance.separate().forEach(value -> all.add(value.validate().toJson()));
            output.write(console, form.equals("yaml") ? DataText.yaml(all) : escaped(DataText.json(all), form));
            return ExitCode.SUCCEEDED;
        }
        List<CueValue> values = CueEvalCommand.values(instance.merged(), expressions);
        if (escape && form.startsWith("json")) {
            values.forEach(value ->
                    output.write(console, escaped(DataText.json(value.validate().toJson()), form)));
        } else {
            output.write(console, values, form, value -> value.validate().toCue(CueText.data()));
        }
        return ExitCode.SUCCEEDED;
    }

    private String escaped(String text, String form) {
        return escape && form.startsWith("json")
                ? text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
                : text;
    }
}
