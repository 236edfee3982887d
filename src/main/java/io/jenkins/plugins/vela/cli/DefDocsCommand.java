package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.definition.docs.StepManual;
import io.jenkins.plugins.vela.definition.test.ScenarioFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow def docs}: a page for each step type. */
@Command(
        name = "docs",
        description = "Write a Markdown page for each step type, and an index by category.",
        footer = {"", "Pages that are up to date are left alone; nothing is deleted."})
final class DefDocsCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", description = "Where to; docs/steps if not given.")
    private Path out = Path.of("docs", "steps");

    @Option(
            names = "--scenarios",
            paramLabel = "DIR",
            description = "Tests of the definitions: examples come from them.")
    private Optional<Path> scenarios = Optional.empty();

    @Mixin
    private DefinitionsOption definitions = new DefinitionsOption();

    private final Console console;

    DefDocsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ScenarioFiles tests = scenarios.map(ScenarioFiles::in).orElse(ScenarioFiles.none());
        Map<String, String> pages = StepManual.pages(definitions.all(), Facades.packages(), tests::example);
        Files.createDirectories(out);
        int written = 0;
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = out.resolve(page.getKey());
            if (!Files.exists(file)
                    || !Files.readString(file, StandardCharsets.UTF_8).equals(page.getValue())) {
                Files.writeString(file, page.getValue(), StandardCharsets.UTF_8);
                written++;
            }
        }
        console.out().println(pages.size() + " pages in " + out + ", " + written + " written");
        return ExitCode.SUCCEEDED;
    }
}
