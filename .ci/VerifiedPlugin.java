import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Keeps {@code plugin/verified.json}: proof that the plugin as it is was built and tested in a real Jenkins. Run from the
 * root of the repository with {@code java .ci/VerifiedPlugin.java write|check}.
 *
 * <p>The hash covers every file of {@code plugin/} (without {@code target}, {@code work} and verified.json itself) and, of
 * each engine type that the plugin's main sources import, what another module can see of it: declarations of public and
 * protected types and members, without bodies, comments and blanks. So a change inside the engine needs no new proof, a
 * change of what the plugin compiles against does.
 */
public final class VerifiedPlugin {
    private static final Path PLUGIN = Path.of("plugin");
    private static final Path VERIFIED = PLUGIN.resolve("verified.json");
    private static final Path ENGINE = Path.of("src/main/java");
    private static final Pattern IMPORT =
            Pattern.compile("^import\\s+(?:static\\s+)?(io\\.jenkins\\.plugins\\.vela\\.[\\w.]+?)(\\.\\*)?;", Pattern.MULTILINE);

    private VerifiedPlugin() {}

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        String command = args.length == 1 ? args[0] : "";
        switch (command) {
            case "write" -> write();
            case "check" -> check();
            default -> end("usage: java .ci/VerifiedPlugin.java write|check");
        }
    }

    private static void check() throws IOException, NoSuchAlgorithmException {
        String recorded = Files.exists(VERIFIED) ? Files.readString(VERIFIED) : "";
        String now = hash();
        if (!recorded.contains('"' + now + '"')) {
            end("plugin: verified.json is stale, the plugin as it is (" + now + ") never ran in a Jenkins: "
                    + "run .ci/plugin where Jenkins artifacts can be resolved and commit plugin/verified.json");
        }
        System.out.println("plugin: verified.json is current (" + now + ")");
    }

    /** Writes the proof; every test class must have a clean report that is younger than all sources of the plugin. */
    private static void write() throws IOException, NoSuchAlgorithmException {
        long newest = 0;
        for (Path file : files(PLUGIN)) {
            newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
        }
        int tests = 0;
        int skipped = 0;
        Path testSources = PLUGIN.resolve("src/test/java");
        for (Path source : files(testSources)) {
            if (!source.toString().endsWith("Test.java")) {
                continue;
            }
            String name = testSources.relativize(source).toString().replace('\\', '/').replaceAll("\\.java$", "");
            Path report = PLUGIN.resolve("target/surefire-reports/TEST-" + name.replace('/', '.') + ".xml");
            if (!Files.exists(report) || Files.getLastModifiedTime(report).toMillis() < newest) {
                end("plugin: " + name.replace('/', '.') + " did not run since the sources changed");
            }
            String xml = Files.readString(report);
            if (number(xml, "failures") + number(xml, "errors") > 0) {
                end("plugin: " + name.replace('/', '.') + " has failures");
            }
            tests += number(xml, "tests");
            skipped += number(xml, "skipped");
        }
        if (tests == 0) {
            end("plugin: no test ran");
        }
        String pom = Files.readString(PLUGIN.resolve("pom.xml"));
        String jenkins = first(pom, "<jenkins.version>(.*?)</jenkins.version>")
                .replace("${jenkins.baseline}", first(pom, "<jenkins.baseline>(.*?)</jenkins.baseline>"));
        Files.writeString(
                VERIFIED,
                """
                {
                  "sources": "%s",
                  "jenkins": "%s",
                  "tests": %d,
                  "skipped": %d
                }
                """
                        .formatted(hash(), jenkins, tests, skipped));
        System.out.println("plugin: " + tests + " tests passed in Jenkins " + jenkins + ", plugin/verified.json written");
    }

    private static int number(String xml, String attribute) {
        return Integer.parseInt(first(xml, "<testsuite [^>]*\\b" + attribute + "=\"(\\d+)\""));
    }

    private static String first(String text, String regex) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
        return matcher.find() ? matcher.group(1) : "0";
    }

    private static void end(String message) {
        System.err.println(message);
        System.exit(1);
    }

    // ---- what is hashed ----

    private static String hash() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Set<Path> engine = new TreeSet<>();
        for (Path file : files(PLUGIN)) {
            byte[] content = Files.readAllBytes(file);
            add(digest, file, content);
            if (file.startsWith(PLUGIN.resolve("src/main/java"))) {
                engine.addAll(imported(new String(content, StandardCharsets.UTF_8)));
            }
        }
        for (Path file : engine) {
            add(digest, file, face(file).getBytes(StandardCharsets.UTF_8));
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path file, byte[] content) {
        digest.update((file.toString().replace('\\', '/') + ' ' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
        digest.update(content);
    }

    /** All files below a directory that belong to the sources, sorted by path. */
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(VERIFIED))
                    .filter(file -> !file.startsWith(PLUGIN.resolve("target")) && !file.startsWith(PLUGIN.resolve("work")))
                    .sorted((a, b) -> a.toString().replace('\\', '/').compareTo(b.toString().replace('\\', '/')))
                    .toList();
        }
    }

    /** The engine's files of the types that a source imports; a nested type or a static member counts as its file. */
    private static Set<Path> imported(String source) {
        Set<Path> found = new TreeSet<>();
        Matcher matcher = IMPORT.matcher(source);
        while (matcher.find()) {
            for (String name = matcher.group(1); name.contains("."); name = name.substring(0, name.lastIndexOf('.'))) {
                Path file = ENGINE.resolve(name.replace('.', '/') + ".java");
                if (Files.exists(file)) {
                    found.add(file);
                    break;
                }
            }
        }
        return found;
    }

    // ---- the visible side of an engine type ----

    private static String face(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> sources = manager.getJavaFileObjects(file);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of(), null, sources);
            StringBuilder face = new StringBuilder();
            for (CompilationUnitTree unit : task.parse()) {
                Printer printer = new Printer(unit, Trees.instance(task).getSourcePositions(), face);
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree tree) {
                        printer.type(tree, false);
                    }
                }
            }
            return face.toString();
        }
    }

    private record Printer(CompilationUnitTree unit, SourcePositions positions, StringBuilder out) {

        void type(ClassTree type, boolean implicitlyPublic) throws IOException {
            if (!implicitlyPublic && !visible(type.getModifiers())) {
                return;
            }
            String text = text(positions.getStartPosition(unit, type), positions.getEndPosition(unit, type));
            int name = text.indexOf(" " + type.getSimpleName());
            print(text.substring(0, text.indexOf('{', Math.max(name, 0))));
            boolean open = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
            for (Tree member : type.getMembers()) {
                if (member instanceof ClassTree nested) {
                    type(nested, open);
                } else if (member instanceof MethodTree method && (open || visible(method.getModifiers()))) {
                    long end = method.getBody() == null
                            ? positions.getEndPosition(unit, method)
                            : positions.getStartPosition(unit, method.getBody());
                    print(text(positions.getStartPosition(unit, method), end));
                } else if (member instanceof VariableTree field && (open || visible(field.getModifiers()))) {
                    print(text(positions.getStartPosition(unit, field), positions.getEndPosition(unit, field)));
                }
            }
        }

        private static boolean visible(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC) || modifiers.getFlags().contains(Modifier.PROTECTED);
        }

        private String text(long start, long end) throws IOException {
            return start < 0 || end < start
                    ? ""
                    : unit.getSourceFile().getCharContent(true).subSequence((int) start, (int) end).toString();
        }

        private void print(String declaration) {
            String bare = declaration
                    .replaceAll("(?s)/\\*.*?\\*/", " ")
                    .replaceAll("//[^\n]*", " ")
                    .replaceAll("\\s+", " ")
                    .strip();
            out.append(bare).append('\n');
        }
    }
}
