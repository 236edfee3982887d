package io.jenkins.plugins.vela.cue.load;

import io.jenkins.plugins.vela.cue.syntax.Attribute;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives fields with {@code @tag(name)} the values that the caller has for the name: {@code @tag(name,type=int)} says how
 * to read it, {@code @tag(name,short=a|b)} lets {@code a} stand for {@code name=a}.
 */
public final class Tags {
    private final Map<String, String> values;
    private final Set<String> used = new HashSet<>();
    private LoadException failure;

    private Tags(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Unifies the fields with the values.
     *
     * @param values by name; an empty value for what may be a short form
     * @throws LoadException when no field has a name, or a value is not of the type that the field wants
     */
    public static List<File> inject(List<File> files, Map<String, String> values) throws LoadException {
        if (values.isEmpty()) {
            return files;
        }
        Tags tags = new Tags(values);
        List<File> result = new ArrayList<>();
        for (File file : files) {
            result.add(new File(
                    file.source(),
                    file.preamble(),
                    file.packageName(),
                    file.imports(),
                    tags.decls(file.decls()),
                    file.trailing()));
        }
        if (tags.failure != null) {
            throw tags.failure;
        }
        for (String name : values.keySet()) {
            if (!tags.used.contains(name)) {
                throw new LoadException(Position.none(), "no tag for \"" + name + "\"");
            }
        }
        return result;
    }

    private List<Decl> decls(List<Decl> decls) {
        return decls.stream().map(this::decl).toList();
    }

    private Decl decl(Decl decl) {
        if (!(decl instanceof Decl.Field field)) {
            return decl;
        }
        Expr value = field.value() instanceof Expr.StructLit struct
                ? new Expr.StructLit(struct.position(), decls(struct.decls()), struct.braced(), struct.trailing())
                : field.value();
        for (Attribute attribute : field.attributes()) {
            if (attribute.name().equals("tag")) {
                value = unify(value, attribute);
            }
        }
        return new Decl.Field(
                field.position(),
                field.comments(),
                field.labelAlias(),
                field.label(),
                field.constraint(),
                field.valueAlias(),
                value,
                field.attributes());
    }

    private Expr unify(Expr value, Attribute attribute) {
        String[] parts = attribute.body().split(",");
        String name = parts[0].strip();
        String type = "string";
        List<String> shorts = List.of();
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("type=")) {
                type = part.substring("type=".length());
            } else if (part.startsWith("short=")) {
                shorts = List.of(part.substring("short=".length()).split("\\|"));
            }
        }
        String given = values.get(name);
        if (given != null) {
            used.add(name);
        } else {
            given = shorts.stream().filter(values::containsKey).findFirst().orElse(null);
            if (given == null) {
                return value;
            }
            used.add(given);
        }
        Expr injected = literal(given, type, attribute.position());
        return new Expr.Binary(value.position(), value, Operator.CONJUNCTION, attribute.position(), injected);
    }

    private Expr literal(String text, String type, Position position) {
        if (type.equals("string")) {
            return new Expr.StringLit(position, text, "");
        }
        try {
            Expr parsed = Parser.parseExpr(Source.of("tag", text));
            Expr bare = parsed instanceof Expr.Unary sign ? sign.operand() : parsed;
            boolean fits =
                    switch (type) {
                        case "int" -> bare instanceof Expr.IntLit;
                        case "number" -> bare instanceof Expr.IntLit || bare instanceof Expr.FloatLit;
                        case "bool" -> parsed instanceof Expr.BoolLit;
                        default -> false;
                    };
            if (fits) {
                return parsed;
            }
        } catch (SyntaxException e) {
            // told below
        }
        if (failure == null) {
            failure = new LoadException(position, "value \"" + text + "\" of the tag is no " + type);
        }
        return new Expr.StringLit(position, text, "");
    }
}
