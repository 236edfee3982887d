package io.jenkins.plugins.vela.cue.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parsed file.
 *
 * @param packageName of the package clause, if there is one
 * @param preamble comments and attributes before the package clause or, without one, none
 * @param decls everything after the imports, attributes included
 * @param trailing comments after the last declaration
 */
public record File(
        Source source,
        Preamble preamble,
        Optional<Expr.Ident> packageName,
        List<ImportDecl> imports,
        List<Decl> decls,
        List<Comment> trailing)
        implements Node {

    /** What stands above the package clause; {@code comments} are those of the clause. */
    public record Preamble(List<Decl.AttributeDecl> attributes, Comments comments) {
        public Preamble {
            attributes = List.copyOf(attributes);
        }
    }

    public File {
        imports = List.copyOf(imports);
        decls = List.copyOf(decls);
        trailing = List.copyOf(trailing);
    }

    /** The experiments that the file switches on with {@code @experiment(name,…)} above its package clause. */
    public Set<String> experiments() {
        return preamble.attributes().stream()
                .flatMap(decl -> experimentsOf(decl.attribute()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<String> experimentsOf(Attribute attribute) {
        if (!attribute.name().equals("experiment")) {
            return List.of();
        }
        return Arrays.stream(attribute.body().split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public Position position() {
        return source.at(0);
    }
}
