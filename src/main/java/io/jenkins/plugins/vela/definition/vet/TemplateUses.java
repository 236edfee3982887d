package io.jenkins.plugins.vela.definition.vet;

import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which values a template uses, and what it has made sure of before: inside of {@code if a.b != _|_ {…}} the value
 * {@code a.b} is there. Read off the text, nothing is evaluated.
 */
final class TemplateUses {

    /**
     * A reference.
     *
     * @param path its names
     * @param known paths that are known to be there at the place
     * @param isProbe whether it only asks for existence, or may be absent: {@code x == _|_}, an alternative
     */
    record Use(List<String> path, Position position, Set<List<String>> known, boolean isProbe) {}

    /** An {@code if} that wants something to be absent, and a reference in what depends on it. */
    record AbsenceGuard(List<String> absent, Position position, List<List<String>> dependents) {}

    private final List<Use> uses = new ArrayList<>();
    private final List<AbsenceGuard> absences = new ArrayList<>();

    private TemplateUses() {}

    static TemplateUses of(List<Decl> decls) {
        TemplateUses found = new TemplateUses();
        decls.forEach(decl -> found.decl(decl, Set.of()));
        return found;
    }

    List<Use> uses() {
        return uses;
    }

    List<AbsenceGuard> absences() {
        return absences;
    }

    private void decl(Decl decl, Set<List<String>> known) {
        if (decl instanceof Decl.Field field) {
            label(field.label(), known);
            expr(field.value(), known, false);
        } else if (decl instanceof Decl.Embedding embedding) {
            expr(embedding.expr(), known, false);
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            ellipsis.type().ifPresent(type -> expr(type, known, false));
        } else if (decl instanceof Decl.Let let) {
            expr(let.value(), known, false);
        } else if (decl instanceof Decl.Comprehension comprehension) {
            comprehension(comprehension, known);
        }
    }

    private void label(Label label, Set<List<String>> known) {
        if (label instanceof Label.Interpolated interpolated) {
            expr(interpolated.value(), known, false);
        } else if (label instanceof Label.Dynamic dynamic) {
            expr(dynamic.expr(), known, false);
        } else if (label instanceof Label.Pattern pattern) {
            expr(pattern.expr(), known, false);
        }
    }

    private void comprehension(Decl.Comprehension comprehension, Set<List<String>> known) {
        Set<List<String>> inner = new HashSet<>(known);
        List<List<String>> absent = new ArrayList<>();
        for (Clause clause : comprehension.clauses()) {
            if (clause instanceof Clause.For loop) {
                expr(loop.source(), inner, false);
            } else if (clause instanceof Clause.Let let) {
                expr(let.value(), inner, false);
            } else if (clause instanceof Clause.If guard) {
                expr(guard.condition(), inner, false);
                assume(guard.condition(), inner, absent);
            }
        }
        int before = uses.size();
        comprehension.value().decls().forEach(decl -> decl(decl, inner));
        List<List<String>> dependents =
                uses.subList(before, uses.size()).stream().map(Use::path).toList();
        for (List<String> path : absent) {
            int returns = path.indexOf("$returns");
            if (returns >= 0 && inner.contains(path.subList(0, returns + 1))) {
                // the result is there, so that what it lacks will not come any more
                continue;
            }
            absences.add(new AbsenceGuard(path, comprehension.position(), dependents));
        }
    }

    /** What is known where a condition holds. */
    private static void assume(Expr condition, Set<List<String>> known, List<List<String>> absent) {
        Expr bare = unwrapped(condition);
        if (!(bare instanceof Expr.Binary binary)) {
            path(bare).ifPresent(path -> addWithPrefixes(path, known));
            return;
        }
        if (binary.operator() == Operator.AND) {
            assume(binary.left(), known, absent);
            assume(binary.right(), known, absent);
        } else if (isBottom(binary.right()) || isBottom(binary.left())) {
            Optional<List<String>> path = path(isBottom(binary.right()) ? binary.left() : binary.right());
            if (binary.operator() == Operator.NOT_EQUAL) {
                path.ifPresent(there -> addWithPrefixes(there, known));
            } else if (binary.operator() == Operator.EQUAL) {
                path.ifPresent(absent::add);
            }
        }
    }

    private static void addWithPrefixes(List<String> path, Set<List<String>> known) {
        for (int length = 1; length <= path.size(); length++) {
            known.add(List.copyOf(path.subList(0, length)));
        }
    }

    private static Expr unwrapped(Expr expr) {
        Expr inner = expr;
        while (inner instanceof Expr.Paren paren) {
            inner = paren.inner();
        }
        return inner;
    }

    private static boolean isBottom(Expr expr) {
        return unwrapped(expr) instanceof Expr.BottomLit;
    }

    /** The names of {@code a.b["c"]}; empty for anything else. */
    private static Optional<List<String>> path(Expr expr) {
        Expr bare = unwrapped(expr);
        if (bare instanceof Expr.Ident ident) {
            return Optional.of(List.of(ident.name()));
        }
        Optional<List<String>> operand = Optional.empty();
        Optional<String> name = Optional.empty();
        if (bare instanceof Expr.Selector selector) {
            operand = path(selector.operand());
            name = selector.label() instanceof Label.Name label
                    ? Optional.of(label.name())
                    : selector.label() instanceof Label.Text text ? Optional.of(text.value()) : Optional.empty();
        } else if (bare instanceof Expr.Index index && index.index() instanceof Expr.StringLit literal) {
            operand = path(index.operand());
            name = Optional.of(literal.value());
        }
        if (operand.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        List<String> whole = new ArrayList<>(operand.get());
        whole.add(name.get());
        return Optional.of(whole);
    }

    private void expr(Expr expr, Set<List<String>> known, boolean isProbe) {
        Optional<List<String>> path = path(expr);
        if (path.isPresent()) {
            uses.add(new Use(path.get(), expr.position(), Set.copyOf(known), isProbe));
        } else if (expr instanceof Expr.Selector selector) {
            expr(selector.operand(), known, isProbe);
        } else if (expr instanceof Expr.Index index) {
            expr(index.operand(), known, isProbe);
            expr(index.index(), known, isProbe);
        } else if (expr instanceof Expr.Slice slice) {
            expr(slice.operand(), known, isProbe);
            slice.low().ifPresent(low -> expr(low, known, isProbe));
            slice.high().ifPresent(high -> expr(high, known, isProbe));
        } else if (expr instanceof Expr.Paren paren) {
            expr(paren.inner(), known, isProbe);
        } else if (expr instanceof Expr.Unary unary) {
            expr(unary.operand(), known, isProbe);
        } else if (expr instanceof Expr.Binary binary) {
            binary(binary, known, isProbe);
        } else if (expr instanceof Expr.Call call) {
            expr(call.function(), known, isProbe);
            call.arguments().forEach(argument -> expr(argument, known, isProbe));
        } else if (expr instanceof Expr.Interpolation interpolation) {
            interpolation.parts().forEach(part -> expr(part, known, isProbe));
        } else if (expr instanceof Expr.StructLit struct) {
            struct.decls().forEach(decl -> decl(decl, known));
        } else if (expr instanceof Expr.ListLit list) {
            list.elements().forEach(element -> element(element, known));
            list.ellipsis().flatMap(Decl.Ellipsis::type).ifPresent(type -> expr(type, known, isProbe));
        }
    }

    private void element(ListElement element, Set<List<String>> known) {
        if (element instanceof Decl.Comprehension comprehension) {
            comprehension(comprehension, known);
        } else if (element instanceof Expr expr) {
            expr(expr, known, false);
        }
    }

    /** Chains of operators lean to the left and may be long. */
    private void binary(Expr.Binary chain, Set<List<String>> known, boolean isProbe) {
        Expr left = chain;
        while (left instanceof Expr.Binary binary) {
            boolean mayBeAbsent = isProbe
                    || binary.operator() == Operator.DISJUNCTION
                    || isBottom(binary.right())
                    || isBottom(binary.left());
            expr(binary.right(), known, mayBeAbsent);
            left = binary.left();
            if (!(left instanceof Expr.Binary)) {
                expr(left, known, mayBeAbsent);
            }
        }
    }
}
