package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.format.CueFormat;
import io.jenkins.plugins.vela.cue.format.FormatStyle;
import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the files of a package into one: fields that several declare are unified, nothing is evaluated. */
public final class Definition {
    private Definition() {}

    /** The text of the one file. */
    public static String of(List<File> files) {
        Optional<Expr.Ident> name = files.stream()
                .flatMap(file -> file.packageName().stream())
                .findFirst()
                .map(ident -> Made.ident(ident.name()));
        TreeMap<String, ImportDecl> imports = new TreeMap<>();
        List<Decl> decls = new ArrayList<>();
        List<Comment> above = new ArrayList<>();
        for (File file : files) {
            file.imports().forEach(imported -> imports.put(imported.target(), bare(imported)));
            above.addAll(Bare.doc(file.preamble().comments()));
            decls.addAll(file.decls());
        }
        Bare bare = Bare.withDocs();
        Comments comments = new Comments(above, List.of(), false);
        File merged = new File(
                Source.of("", ""),
                new File.Preamble(List.of(), comments),
                name,
                List.copyOf(imports.values()),
                merge(decls.stream().map(bare::decl).toList()),
                List.of());
        return CueFormat.made(merged, FormatStyle.customary().simplified());
    }

    private static ImportDecl bare(ImportDecl imported) {
        Optional<Expr.Ident> alias =
                imported.alias().filter(name -> !name.name().equals(imported.packageName()));
        return new ImportDecl(Made.NOWHERE, Comments.none(), alias, imported.target());
    }

    /** Lets first, then the fields with those of the same label unified, then everything else. */
    static List<Decl> merge(List<Decl> decls) {
        List<Decl> lets = new ArrayList<>();
        Map<String, Decl.Field> fields = new LinkedHashMap<>();
        List<Decl> result = new ArrayList<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (Decl decl : decls) {
            if (decl instanceof Decl.Let) {
                lets.add(decl);
            } else if (decl instanceof Decl.Field field && key(field.label()).isPresent()) {
                String key = key(field.label()).get();
                Decl.Field known = fields.get(key);
                Decl.Field joined = known == null ? merged(field) : join(known, field);
                fields.put(key, joined);
                if (known == null) {
                    places.put(key, result.size());
                    result.add(joined);
                } else {
                    result.set(places.get(key), joined);
                }
            } else {
                result.add(decl);
            }
        }
        lets.addAll(result);
        return lets;
    }

    private static Optional<String> key(Label label) {
        if (label instanceof Label.Name name) {
            return Optional.of(
                    name.name().startsWith("#") || name.name().startsWith("_") ? name.name() : "." + name.name());
        }
        return label instanceof Label.Text text ? Optional.of("." + text.value()) : Optional.empty();
    }

    private static Decl.Field merged(Decl.Field field) {
        return field.value() instanceof Expr.StructLit struct ? with(field, merged(struct.decls())) : field;
    }

    /** A struct that has nothing but one embedded value is that value. */
    private static Expr merged(List<Decl> decls) {
        List<Decl> merged = merge(decls);
        boolean isSingle = merged.size() == 1
                && merged.get(0) instanceof Decl.Embedding embedding
                && embedding.comments().before().isEmpty();
        return isSingle ? ((Decl.Embedding) merged.get(0)).expr() : Made.struct(merged);
    }

    private static Decl.Field join(Decl.Field one, Decl.Field other) {
        Expr value;
        if (one.value() instanceof Expr.StructLit a && other.value() instanceof Expr.StructLit b) {
            List<Decl> all = new ArrayList<>(a.decls());
            all.addAll(b.decls());
            value = merged(all);
        } else {
            value = Made.chain(Operator.CONJUNCTION, List.of(one.value(), other.value()));
        }
        return both(one, other, value);
    }

    private static Decl.Field with(Decl.Field field, Expr value) {
        return new Decl.Field(
                Made.NOWHERE,
                field.comments(),
                field.labelAlias(),
                field.label(),
                field.constraint(),
                field.valueAlias(),
                value,
                field.attributes());
    }

    private static Decl.Field both(Decl.Field one, Decl.Field other, Expr value) {
        List<Comment> docs = new ArrayList<>(one.comments().before());
        docs.addAll(other.comments().before());
        return new Decl.Field(
                Made.NOWHERE,
                new Comments(docs, List.of(), false),
                one.labelAlias().or(other::labelAlias),
                one.label(),
                weaker(one.constraint(), other.constraint()),
                one.valueAlias().or(other::valueAlias),
                value,
                one.attributes());
    }

    private static Decl.Constraint weaker(Decl.Constraint one, Decl.Constraint other) {
        if (one == other) {
            return one;
        }
        boolean isRegular = one == Decl.Constraint.NONE || other == Decl.Constraint.NONE;
        return isRegular ? Decl.Constraint.NONE : Decl.Constraint.REQUIRED;
    }
}
