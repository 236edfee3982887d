package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads files named on a command line, as the reference's commands take them: CUE files, data files, a directory for the
 * package in it ({@code directory:name} where it holds several), {@code -} for standard input; {@code yaml:},
 * {@code json:}, {@code toml:} or {@code cue:} in front says what the following ones are.
 *
 * @param cue the files of one package
 * @param data JSON, YAML and TOML
 */
public record CueFiles(List<CueSource> cue, List<CueSource> data) {

    private static final Set<String> KINDS = Set.of("json", "yaml", "toml", "cue");

    public CueFiles {
        cue = List.copyOf(cue);
        data = List.copyOf(data);
    }

    /**
     * Reads the files.
     *
     * @param arguments names; none for the current directory
     * @param in standard input
     * @throws CueException when one cannot be read
     */
    public static CueFiles read(List<String> arguments, InputStream in) {
        List<CueSource> cue = new ArrayList<>();
        List<CueSource> data = new ArrayList<>();
        String scope = "";
        for (String argument : arguments.isEmpty() ? List.of(".") : arguments) {
            int colon = argument.indexOf(':');
            String kind = colon < 0 ? "" : argument.substring(0, colon);
            if (KINDS.contains(kind)) {
                scope = kind;
                if (colon == argument.length() - 1) {
                    continue;
                }
            }
            String name = scope.equals(kind) && !kind.isEmpty() ? argument.substring(colon + 1) : argument;
            for (CueSource source : source(name, scope, in)) {
                (source.format() == CueSource.Format.CUE ? cue : data).add(source);
            }
        }
        return new CueFiles(cue, data);
    }

    private static List<CueSource> source(String name, String kind, InputStream in) {
        try {
            if (name.equals("-")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return List.of(new CueSource("-", text, format(kind, "cue"), CuePath.root()));
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return packageOf(path, "");
            }
            int colon = name.lastIndexOf(':');
            if (colon > 0 && !Files.exists(path) && Files.isDirectory(Path.of(name.substring(0, colon)))) {
                return packageOf(Path.of(name.substring(0, colon)), name.substring(colon + 1));
            }
            String text = Files.readString(path);
            String file = path.getFileName().toString().toLowerCase(Locale.ROOT);
            return List.of(
                    new CueSource(name, text, format(kind, file.substring(file.lastIndexOf('.') + 1)), CuePath.root()));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(name, e);
        }
    }

    private static CueException unreadable(String name, Exception e) {
        String why = e instanceof NoSuchFileException
                ? "no such file"
                : e instanceof CharacterCodingException ? "not UTF-8" : "cannot be read: " + e.getMessage();
        return refusal(name + ": " + why);
    }

    private static CueException refusal(String message) {
        return new CueException(List.of(Errors.plain(message)));
    }

    private static CueSource.Format format(String kind, String extension) {
        return switch (kind.isEmpty() ? extension : kind) {
            case "cue" -> CueSource.Format.CUE;
            case "json", "jsonl", "ndjson" -> CueSource.Format.JSON;
            case "yaml", "yml" -> CueSource.Format.YAML;
            case "toml" -> CueSource.Format.TOML;
            default ->
                throw refusal("cannot tell what a file with the extension ." + extension
                        + " is: put json:, yaml:, toml: or cue: in front of it");
        };
    }

    /** The files of a package; of the only one there is, without a name. */
    private static List<CueSource> packageOf(Path directory, String wanted) throws IOException {
        Map<String, List<CueSource>> packages = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path path : entries.sorted().toList()) {
                String file = path.getFileName().toString();
                boolean isOther = file.endsWith("_test.cue") || file.endsWith("_tool.cue") || file.startsWith(".");
                if (file.endsWith(".cue") && !isOther && Files.isRegularFile(path)) {
                    CueSource source = new CueSource(path.normalize().toString(), Files.readString(path));
                    packages.computeIfAbsent(packageName(source), name -> new ArrayList<>())
                            .add(source);
                }
            }
        }
        if (!wanted.isEmpty()) {
            if (!packages.containsKey(wanted)) {
                throw refusal(
                        directory + ": has no package " + wanted + Suggestion.didYouMean(wanted, packages.keySet()));
            }
            return packages.get(wanted);
        }
        if (packages.size() > 1) {
            packages.remove("");
        }
        if (packages.size() > 1) {
            throw refusal(directory + ": holds several packages: " + String.join(", ", packages.keySet()) + "; say "
                    + directory + ":" + packages.keySet().iterator().next() + " for one of them");
        }
        if (packages.isEmpty()) {
            throw refusal(directory + ": no CUE files");
        }
        return packages.values().iterator().next();
    }

    private static String packageName(CueSource source) {
        try {
            File file = Parser.parseFile(Source.of(source.name(), source.text()));
            return file.packageName().map(name -> name.name()).orElse("");
        } catch (SyntaxException e) {
            // compiling it will say what is wrong
            return "";
        }
    }
}
