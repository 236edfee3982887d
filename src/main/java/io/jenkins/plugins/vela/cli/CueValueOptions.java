package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CueInstance;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a {@code cue} command that prints values reads, which values it prints, and where they go. */
final class CueValueOptions {
    @Mixin
    private CueInputOptions input = new CueInputOptions();

    @Mixin
    private CueOutputOptions output = new CueOutputOptions();

    @Mixin
    private CueCommonOptions flags = new CueCommonOptions();

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPR",
            description = "Print this instead of everything; repeatable.")
    private List<String> expressions = List.of();

    CueInstance instance(Console console) {
        return input.instance(console);
    }

    CueOutputOptions output() {
        return output;
    }

    CueCommonOptions flags() {
        return flags;
    }

    List<String> expressions() {
        return expressions;
    }

    /** The expressions in the scope of a value, or the value itself. */
    List<CueValue> values(CueValue whole) {
        return expressions.isEmpty()
                ? List.of(whole)
                : expressions.stream().map(whole::evaluate).toList();
    }
}
