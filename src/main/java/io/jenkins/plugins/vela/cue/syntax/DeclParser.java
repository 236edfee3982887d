package io.jenkins.plugins.vela.cue.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses files, structs and the declarations in them. */
final class DeclParser {
    private static final String STRUCT = "struct literal";

    private final Tokens tokens;
    private final ExprParser expressions;

    DeclParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExprParser(tokens, this);
    }

    ExprParser expressions() {
        return expressions;
    }

    // ---- files ----

    File parseFile(Source source) {
        List<Decl.AttributeDecl> attributes = new ArrayList<>();
        while (tokens.is(Token.ATTRIBUTE)) {
            Decl.AttributeDecl attribute = attributeDecl(tokens.takeAbove());
            attributes.add(attribute);
            experiments(attribute.attribute());
        }
        Comments comments = Comments.none();
        Optional<Expr.Ident> packageName = Optional.empty();
        if (tokens.isWord("package")) {
            Comments above = tokens.takeAbove();
            packageName = Optional.of(packageClause());
            int end = tokens.endOfPrevious();
            expectComma();
            comments = tokens.complete(above, end);
        }
        List<Decl> decls = new ArrayList<>();
        while (tokens.is(Token.ATTRIBUTE)) {
            decls.add(attributeDecl(tokens.takeAbove()));
        }
        List<ImportDecl> imports = new ArrayList<>();
        while (tokens.isWord("import")) {
            importDecls(imports);
        }
        fieldList(decls);
        List<Comment> trailing = tokens.takeTrailing();
        if (!tokens.is(Token.EOF)) {
            tokens.errorExpected("'EOF'");
        }
        expressions.rejectUnclaimedAliases();
        return new File(source, new File.Preamble(attributes, comments), packageName, imports, decls, trailing);
    }

    private void experiments(Attribute attribute) {
        for (String name : File.experimentsOf(attribute)) {
            if (name.equals("structcmp")) {
                expressions.allowEqualityBounds();
            } else if (!name.equals("testing")) {
                tokens.error(attribute.position().offset(), "unknown experiment \"" + name + "\"");
            }
        }
    }

    private Expr.Ident packageClause() {
        tokens.advance();
        Expr.Ident name = expressions.parseIdent();
        if (name.name().startsWith("#") || name.name().startsWith("_#")) {
            tokens.error(tokens.start(), "invalid package name " + name.name());
        }
        return name;
    }

    private void expectComma() {
        if (tokens.is(Token.RPAREN) || tokens.is(Token.RBRACE) || tokens.is(Token.EOF)) {
            return;
        }
        if (tokens.is(Token.COMMA)) {
            tokens.advance();
        } else {
            tokens.errorExpected("','");
            tokens.synchronise();
        }
    }

    private void importDecls(List<ImportDecl> imports) {
        Comments above = tokens.takeAbove();
        tokens.advance();
        if (!tokens.is(Token.LPAREN)) {
            imports.add(importDecl(above));
            return;
        }
        tokens.advance();
        while (!tokens.is(Token.RPAREN) && !tokens.is(Token.EOF)) {
            Comments inside = tokens.takeAbove();
            List<Comment> before = new ArrayList<>(above.before());
            before.addAll(inside.before());
            imports.add(importDecl(new Comments(before, List.of(), inside.blankLineBefore())));
            above = Comments.none();
        }
        tokens.expect(Token.RPAREN);
        expectComma();
    }

    private ImportDecl importDecl(Comments above) {
        Position position = tokens.position();
        Optional<Expr.Ident> alias = Optional.empty();
        if (tokens.is(Token.IDENT)) {
            Expr.Ident name = expressions.parseIdent();
            if (name.name().startsWith("#") || name.name().startsWith("_#")) {
                tokens.error(tokens.start(), "cannot import package as definition identifier");
            }
            alias = Optional.of(name);
        }
        String target = "";
        if (tokens.is(Token.STRING)) {
            String raw = tokens.literal();
            target = tokens.text().substring(tokens.bodyStart(), tokens.bodyEnd());
            if (!isValidImport(target)) {
                tokens.error(tokens.start(), "invalid import path: " + raw);
            }
            tokens.advance();
        } else {
            tokens.expect(Token.STRING);
        }
        int end = tokens.endOfPrevious();
        expectComma();
        return new ImportDecl(position, tokens.complete(above, end), alias, target);
    }

    private static boolean isValidImport(String target) {
        int colon = target.lastIndexOf(':');
        String path = colon < 0 ? target : target.substring(0, colon);
        return !path.isEmpty()
                && path.codePoints()
                        .noneMatch(ch -> Character.isWhitespace(ch)
                                || Character.isISOControl(ch)
                                || "!\"#$%&'()*,:;<=>?[\\]^{|}`\uFFFD".indexOf(ch) >= 0);
    }

    // ---- structs ----

    Expr.StructLit parseStruct() {
        Position position = tokens.position();
        tokens.enter();
        tokens.expect(Token.LBRACE);
        List<Decl> decls = new ArrayList<>();
        fieldList(decls);
        List<Comment> trailing = tokens.takeTrailing();
        tokens.expectClosing(Token.RBRACE, STRUCT, position);
        tokens.leave();
        return new Expr.StructLit(position, decls, true, trailing);
    }

    private void fieldList(List<Decl> decls) {
        while (!tokens.is(Token.RBRACE) && !tokens.is(Token.EOF)) {
            int before = tokens.start();
            Comments above = tokens.takeAbove();
            switch (tokens.token()) {
                case ATTRIBUTE -> decls.add(attributeDecl(above));
                case ELLIPSIS -> decls.add(ellipsis(above));
                case FOR, IF -> decls.add(comprehension(above));
                case LET -> decls.add(let(above));
                default -> decls.add(fieldOrEmbedding(above, label(false)));
            }
            if (tokens.start() == before) {
                tokens.advance();
            }
        }
    }

    private Comments endDecl(Comments above) {
        int end = tokens.endOfPrevious();
        tokens.commaOr(STRUCT, Token.RBRACE, Token.EOF);
        return tokens.complete(above, end);
    }

    private Decl.AttributeDecl attributeDecl(Comments above) {
        Attribute attribute = attribute();
        return new Decl.AttributeDecl(attribute.position(), endDecl(above), attribute);
    }

    private Attribute attribute() {
        Position position = tokens.position();
        String text = tokens.literal();
        tokens.advance();
        int open = text.indexOf('(');
        if (open < 0) {
            return new Attribute(position, text.substring(1), "");
        }
        int close = text.endsWith(")") ? text.length() - 1 : text.length();
        return new Attribute(position, text.substring(1, open), text.substring(open + 1, Math.max(open + 1, close)));
    }

    private Decl ellipsis(Comments above) {
        Position position = tokens.position();
        tokens.advance();
        return new Decl.Ellipsis(position, endDecl(above), Optional.empty());
    }

    private Decl comprehension(Comments above) {
        Position position = tokens.position();
        String word = tokens.literal();
        Optional<List<Clause>> clauses = expressions.clauses();
        if (clauses.isEmpty()) {
            return fieldOrEmbedding(above, nameOrAlias(new Expr.Ident(position, word), false));
        }
        Expr.StructLit value = parseStruct();
        return new Decl.Comprehension(position, endDecl(above), clauses.get(), value);
    }

    private Decl let(Comments above) {
        Position position = tokens.position();
        tokens.advance();
        if (!tokens.is(Token.IDENT)) {
            return fieldOrEmbedding(above, nameOrAlias(new Expr.Ident(position, "let"), false));
        }
        Expr.Ident name = expressions.parseIdent();
        tokens.expect(Token.BIND);
        Expr value = expressions.parseExpr();
        return new Decl.Let(position, endDecl(above), name, value);
    }

    // ---- fields ----

    /** What may turn out to be a label: its alias, the expression, and whether it has the form of a label. */
    private record Candidate(Position position, Optional<Expr.Ident> alias, Optional<Expr> expr, boolean isLabel) {}

    private Candidate label(boolean isValue) {
        Position position = tokens.position();
        return switch (tokens.token()) {
            case IDENT, STRING, INTERPOLATION, LPAREN, NULL, TRUE, FALSE, IN, FUNC, FOR, IF, LET, LBRACK -> {
                Expr expr = expressions.parseExpr();
                yield expr instanceof Expr.Ident name
                        ? nameOrAlias(name, isValue)
                        : new Candidate(position, Optional.empty(), Optional.of(expr), isLabel(expr));
            }
            default -> new Candidate(position, Optional.empty(), Optional.empty(), false);
        };
    }

    private Candidate nameOrAlias(Expr.Ident name, boolean isValue) {
        if (name.name().startsWith("__") && !isValue) {
            tokens.error(name.position().offset(), "identifiers starting with '__' are reserved");
        }
        if (!tokens.is(Token.BIND)) {
            return new Candidate(name.position(), Optional.empty(), Optional.of(name), true);
        }
        tokens.advance();
        Expr expr = expressions.parseExpr();
        return new Candidate(name.position(), Optional.of(name), Optional.of(expr), isLabel(expr));
    }

    private static boolean isLabel(Expr expr) {
        return expr instanceof Expr.Ident
                || expr instanceof Expr.StringLit
                || expr instanceof Expr.BytesLit
                || expr instanceof Expr.InvalidLit
                || expr instanceof Expr.BoolLit
                || expr instanceof Expr.NullLit
                || expr instanceof Expr.Interpolation
                || expr instanceof Expr.ListLit
                || expr instanceof Expr.Paren;
    }

    private Decl fieldOrEmbedding(Comments above, Candidate candidate) {
        Decl.Constraint constraint = Decl.Constraint.NONE;
        if (candidate.isLabel) {
            constraint = constraint();
            if (tokens.is(Token.COLON)) {
                return field(above, candidate, constraint);
            }
            if (!tokens.is(Token.COMMA) && !tokens.is(Token.RBRACE) && !tokens.is(Token.EOF)) {
                tokens.errorExpected("label or ':'");
                return new Decl.Embedding(candidate.position, above, new Expr.BottomLit(candidate.position));
            }
        }
        Expr expr = candidate.expr.orElseGet(expressions::parseExpr);
        candidate.alias.ifPresent(alias -> tokens.error(
                candidate.position.offset(), "use of deprecated old-style alias; use \"let X = expr\" instead"));
        return new Decl.Embedding(candidate.position, endDecl(above), expr);
    }

    private Decl.Constraint constraint() {
        Decl.Constraint constraint =
                switch (tokens.token()) {
                    case OPTION -> Decl.Constraint.OPTIONAL;
                    case NOT -> Decl.Constraint.REQUIRED;
                    default -> Decl.Constraint.NONE;
                };
        if (constraint != Decl.Constraint.NONE) {
            tokens.advance();
        }
        return constraint;
    }

    private record Link(Candidate candidate, Label label, Decl.Constraint constraint) {}

    private Decl field(Comments above, Candidate first, Decl.Constraint firstConstraint) {
        List<Link> chain = new ArrayList<>();
        chain.add(new Link(first, toLabel(first), firstConstraint));
        tokens.advance();
        Candidate last;
        while (true) {
            tokens.enter();
            last = label(true);
            boolean goesOn = tokens.is(Token.COLON) || tokens.is(Token.OPTION) || tokens.is(Token.NOT);
            if (!last.isLabel || !goesOn) {
                break;
            }
            Decl.Constraint constraint = constraint();
            chain.add(new Link(last, toLabel(last), constraint));
            if (!tokens.is(Token.COLON)) {
                String found = tokens.isInsertedComma()
                        ? "newline"
                        : tokens.token().isLiteral()
                                ? tokens.literal()
                                : tokens.token().text();
                tokens.error(tokens.start(), "expected ':'; found " + found);
                break;
            }
            tokens.advance();
        }
        Expr value = last.expr.orElseGet(expressions::parseExpr);
        tokens.leave(chain.size());
        List<Attribute> attributes = new ArrayList<>();
        while (tokens.is(Token.ATTRIBUTE)) {
            attributes.add(attribute());
        }
        return nest(chain, last.alias, value, attributes, endDecl(above));
    }

    /** Builds {@code a: b: c: value} from the inside out; the comments belong to the outermost field. */
    private static Decl nest(
            List<Link> chain, Optional<Expr.Ident> alias, Expr value, List<Attribute> attributes, Comments comments) {
        Expr inner = value;
        Optional<Expr.Ident> innerAlias = alias;
        List<Attribute> innerAttributes = attributes;
        for (int i = chain.size() - 1; ; i--) {
            Link link = chain.get(i);
            Decl.Field field = new Decl.Field(
                    link.candidate.position,
                    i == 0 ? comments : Comments.none(),
                    link.candidate.alias,
                    link.label,
                    link.constraint,
                    innerAlias,
                    inner,
                    innerAttributes);
            if (i == 0) {
                return field;
            }
            inner = new Expr.StructLit(field.position(), List.of(field), false, List.of());
            innerAlias = Optional.empty();
            innerAttributes = List.of();
        }
    }

    private Label toLabel(Candidate candidate) {
        Expr expr = candidate.expr.orElseThrow();
        Position position = expr.position();
        if (expr instanceof Expr.Ident name) {
            return new Label.Name(position, name.name());
        } else if (expr instanceof Expr.StringLit text) {
            return new Label.Text(position, text.value(), text.raw());
        } else if (expr instanceof Expr.BytesLit bytes) {
            return new Label.Text(
                    position, new String(bytes.value().toByteArray(), StandardCharsets.UTF_8), bytes.raw());
        } else if (expr instanceof Expr.BoolLit bool) {
            return new Label.Name(position, String.valueOf(bool.value()));
        } else if (expr instanceof Expr.NullLit) {
            return new Label.Name(position, "null");
        } else if (expr instanceof Expr.Interpolation interpolation
                && !interpolation.quote().isBytes()) {
            return new Label.Interpolated(position, interpolation);
        } else if (expr instanceof Expr.Paren paren) {
            return new Label.Dynamic(position, paren.inner());
        } else if (expr instanceof Expr.ListLit list) {
            return pattern(list);
        } else if (expr instanceof Expr.InvalidLit invalid) {
            tokens.error(position.offset(), invalid.message());
        } else {
            tokens.error(position.offset(), "invalid label");
        }
        return new Label.Name(position, "_");
    }

    private Label pattern(Expr.ListLit list) {
        Optional<Expr.Ident> alias = expressions.claimAlias(list);
        if (list.elements().size() + (list.ellipsis().isPresent() ? 1 : 0) != 1) {
            tokens.error(list.position().offset(), "square bracket must have exactly one element");
        } else if (list.ellipsis().isPresent()) {
            tokens.error(list.position().offset() + 1, "ellipsis values not allowed in this position");
        } else if (list.elements().get(0) instanceof Expr expr) {
            return new Label.Pattern(list.position(), alias, expr);
        } else {
            tokens.error(list.position().offset() + 1, "comprehension values not allowed in this position");
        }
        return new Label.Pattern(list.position(), alias, new Expr.BottomLit(list.position()));
    }
}
