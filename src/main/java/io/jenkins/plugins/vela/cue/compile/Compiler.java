package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxError;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.cue.value.BuiltinPackages.BuiltinPackage;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Compiles packages. Belongs to one compilation: it remembers the packages it has seen. */
public final class Compiler {

    private final Settings settings;
    private final Map<String, Import> imports = new HashMap<>();
    private final Set<String> inProgress = new HashSet<>();

    public Compiler(Settings settings) {
        this.settings = settings;
    }

    /**
     * Compiles the files of the main package.
     *
     * @throws CompileException with all errors of all files
     */
    public Program compile(List<Source> sources) throws CompileException {
        return compileFiles(parse(sources));
    }

    /**
     * Compiles syntax trees as the files of the main package.
     *
     * @throws CompileException with all errors of all files
     */
    public Program compileFiles(List<File> files) throws CompileException {
        return compilePackage("", files, settings.inputs(), settings.lenientImports());
    }

    /**
     * Compiles a text whose outermost names are those of a struct that exists already.
     *
     * @param scope tells whether the struct has a field of that name
     * @return a program of one file whose literal expects the struct's environment around it
     */
    public Program compileInScope(Source source, Predicate<String> scope) throws CompileException {
        List<CompileError> errors = new ArrayList<>();
        List<CompileError> warnings = new ArrayList<>();
        File file = parse(List.of(source)).get(0);
        Resolver resolver = new Resolver(settings, "", errors);
        Expression.StructLiteral literal =
                resolver.file(file, Set.of(), importsOf(file, errors), scope, settings.lenientImports(), warnings);
        if (!errors.isEmpty()) {
            throw new CompileException(errors);
        }
        return new Program("", List.of(literal), warnings, false);
    }

    /**
     * Parses sources.
     *
     * @throws CompileException with all errors of all sources
     */
    public List<File> parse(List<Source> sources) throws CompileException {
        List<File> files = new ArrayList<>();
        List<CompileError> errors = new ArrayList<>();
        for (Source source : sources) {
            try {
                files.add(Parser.parseFile(source, settings.limits()));
            } catch (SyntaxException e) {
                for (SyntaxError error : e.errors()) {
                    errors.add(new CompileError(error.position(), error.message()));
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new CompileException(errors);
        }
        return files;
    }

    private Program compilePackage(String path, List<File> files, List<String> inputs, boolean lenient)
            throws CompileException {
        List<CompileError> errors = new ArrayList<>();
        List<CompileError> warnings = new ArrayList<>();
        Set<String> names = new HashSet<>(inputs);
        for (File file : files) {
            Resolver.fieldNames(file.decls(), names);
        }
        List<Expression.StructLiteral> literals = new ArrayList<>();
        for (File file : files) {
            Map<String, Import> imported = importsOf(file, errors);
            literals.add(new Resolver(settings, path, errors).file(file, names, imported, null, lenient, warnings));
        }
        if (!errors.isEmpty()) {
            throw new CompileException(errors);
        }
        return new Program(path, literals, warnings, FieldGraph.hasOptionalCycle(literals));
    }

    private Map<String, Import> importsOf(File file, List<CompileError> errors) {
        Map<String, Import> found = new HashMap<>();
        for (ImportDecl decl : file.imports()) {
            Import target = resolve(decl, errors);
            if (target != null) {
                found.put(decl.target(), target);
            }
        }
        return found;
    }

    /** What a standard package has written in CUE. */
    private Optional<Program> definitionsOf(String path, BuiltinPackage builtin, List<CompileError> errors) {
        if (builtin.source().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    compilePackage(path, parse(List.of(Source.of(path, builtin.source()))), List.of(), true));
        } catch (CompileException e) {
            errors.addAll(e.errors());
            return Optional.empty();
        }
    }

    private List<String> importable() {
        List<String> paths = new ArrayList<>(settings.builtins().paths());
        paths.addAll(settings.paths().get());
        return paths;
    }

    private Import resolve(ImportDecl decl, List<CompileError> errors) {
        String path = decl.path();
        Import known = imports.get(path);
        if (known != null) {
            return known;
        }
        Position position = decl.position();
        List<Source> sources = settings.packages().apply(path);
        Import target;
        if (sources.isEmpty()) {
            Optional<BuiltinPackage> builtin = settings.builtins().find(path);
            if (builtin.isEmpty()) {
                errors.add(new CompileError(
                        position, "cannot find package \"" + path + "\"" + Suggestion.didYouMean(path, importable())));
                return null;
            }
            target = new Import(path, builtin, definitionsOf(path, builtin.get(), errors));
        } else {
            if (!inProgress.add(path)) {
                errors.add(new CompileError(position, "import cycle through package \"" + path + "\""));
                return null;
            }
            try {
                // a package of ours may import what only some of its users need
                Program program = compilePackage(path, parse(sources), List.of(), true);
                target = new Import(path, Optional.empty(), Optional.of(program));
            } catch (CompileException e) {
                errors.addAll(e.errors());
                return null;
            } finally {
                inProgress.remove(path);
            }
        }
        imports.put(path, target);
        return target;
    }
}
