package io.jenkins.plugins.vela.workflow.validate;

import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * A use of a name and the fields taken from it: {@code status["a-b"].failed} is {@code [status, a-b, failed]}.
 *
 * @param position where the name stands
 * @param path the name, then fields as far as they are written out
 */
record Reference(Position position, List<String> path) {
    String root() {
        return path.get(0);
    }

    /**
     * All references of an expression, in order. What is inside a struct is left out: names may mean its own fields there.
     */
    static List<Reference> in(Expr expression) {
        List<Reference> found = new ArrayList<>();
        visit(expression, found);
        return found;
    }

    private static void visit(Expr expression, List<Reference> found) {
        Expr at = expression;
        // operator chains lean to the left and may be long
        while (at instanceof Expr.Binary binary) {
            visit(binary.right(), found);
            at = binary.left();
        }
        if (at instanceof Expr.Ident || at instanceof Expr.Selector || at instanceof Expr.Index) {
            chain(at, found);
        } else if (at instanceof Expr.Paren paren) {
            visit(paren.inner(), found);
        } else if (at instanceof Expr.Unary unary) {
            visit(unary.operand(), found);
        } else if (at instanceof Expr.Call call) {
            visit(call.function(), found);
            call.arguments().forEach(argument -> visit(argument, found));
        } else if (at instanceof Expr.Interpolation interpolation) {
            interpolation.parts().forEach(part -> visit(part, found));
        } else if (at instanceof Expr.Slice slice) {
            visit(slice.operand(), found);
            slice.low().ifPresent(low -> visit(low, found));
            slice.high().ifPresent(high -> visit(high, found));
        } else if (at instanceof Expr.ListLit list) {
            for (ListElement element : list.elements()) {
                if (element instanceof Expr item && !(element instanceof Decl)) {
                    visit(item, found);
                }
            }
        }
    }

    private static void chain(Expr expression, List<Reference> found) {
        List<String> reversed = new ArrayList<>();
        Expr at = expression;
        while (true) {
            if (at instanceof Expr.Selector selector) {
                String label = selector.label() instanceof Label.Name name
                        ? name.name()
                        : selector.label() instanceof Label.Text text ? text.value() : "";
                reversed.add(label);
                at = selector.operand();
            } else if (at instanceof Expr.Index index) {
                if (index.index() instanceof Expr.StringLit literal) {
                    reversed.add(literal.value());
                } else {
                    // what is behind a computed index is not known
                    reversed.clear();
                    visit(index.index(), found);
                    reversed.add("");
                }
                at = index.operand();
            } else {
                break;
            }
        }
        if (!(at instanceof Expr.Ident root)) {
            visit(at, found);
            return;
        }
        List<String> path = new ArrayList<>();
        path.add(root.name());
        for (int i = reversed.size() - 1; i >= 0; i--) {
            if (reversed.get(i).isEmpty()) {
                break;
            }
            path.add(reversed.get(i));
        }
        found.add(new Reference(root.position(), List.copyOf(path)));
    }
}
