package io.jenkins.plugins.vela.workflow.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code findings/} says what must be found in it: below the line of the finding a comment
 * {@code # ^ error: …} or {@code # ^ warning: …} with the caret in the finding's column ({@code # <-}
 * for the first one). Nothing else may be found.
 * {@code # target: kubevela} and {@code # strict} on the first line set the options.
 */
class ValidatorTest {
    private static final Pattern EXPECTED = Pattern.compile("^ *(?:#|//) *(\\^|<-) (error|warning): (.*)$");

    private static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static Path folder() {
        return Path.of(URI.create(ValidatorTest.class.getResource("findings").toString()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void exactly_what_the_file_says_is_found(String file) throws IOException {
        String text = Files.readString(folder().resolve(file));
        assertThat(found(file, text)).containsExactlyElementsOf(expected(text));
    }

    private static List<String> found(String file, String text) {
        List<PlacedFinding> findings = new ArrayList<>();
        WorkflowDocuments documents = WorkflowDocuments.of(Document.parseAll(file, text), findings::add);
        DefinitionLibrary library =
                DefinitionLibrary.layered(List.of(FixedDefinitions.ofDocuments(documents.definitions())));
        String options = text.lines().findFirst().orElse("");
        Validator validator = Validator.of(library, packages())
                .forTarget(options.contains("# target: kubevela") ? Target.KUBEVELA : Target.VELAFLOW)
                .strictly(options.contains("# strict"));
        findings.addAll(validator.check(documents));
        return findings.stream()
                .sorted()
                .map(finding -> finding.toString().substring(file.length() + 1))
                .toList();
    }

    private static CuePackages packages() {
        Map<String, List<CueSource>> packages =
                ActionRegistry.discovered(ValidatorTest.class.getClassLoader()).packages();
        return path -> packages.getOrDefault(path, List.of());
    }

    /** The comments as {@code line:column: severity: text}. */
    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        String[] lines = text.split("\n");
        int subject = 0;
        for (int i = 0; i < lines.length; i++) {
            Matcher comment = EXPECTED.matcher(lines[i]);
            if (comment.find()) {
                int column = comment.group(1).equals("^") ? lines[i].indexOf('^') + 1 : 1;
                expected.add(subject + ":" + column + ": " + comment.group(2) + ": " + comment.group(3));
            } else {
                subject = i + 1;
            }
        }
        return expected;
    }
}
