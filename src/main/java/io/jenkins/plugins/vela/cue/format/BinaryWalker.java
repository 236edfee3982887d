package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Prints chains of binary operators. Operators that bind tightly stand without spaces where others beside them bind less
 * tightly, and within arguments and indices: {@code a + b*c}, {@code f(a+b, c)}.
 */
final class BinaryWalker {
    private static final int SUM = 6;
    private static final int PRODUCT = 7;
    private static final int ALWAYS = 8;

    private final Walker walker;
    private final Layout layout;
    private final ExprWalker expressions;

    BinaryWalker(Walker walker, ExprWalker expressions) {
        this.walker = walker;
        this.layout = walker.layout;
        this.expressions = expressions;
    }

    /** A link of the chain with the depth at which its operands are printed and the precedence from which on it is dense. */
    private record Link(Expr.Binary binary, int cutoff, int depth) {}

    /** Goes down the left side in a loop: such chains are long. */
    void print(Expr.Binary last, int least, int depth) {
        if (last.operator().precedence() < least) {
            walker.added("(");
            print(last, 0, Math.max(1, depth - 1));
            walker.added(")");
            return;
        }
        Deque<Link> chain = new ArrayDeque<>();
        Expr left = last;
        int outer = least;
        int level = depth;
        while (left instanceof Expr.Binary binary && binary.operator().precedence() >= outer) {
            chain.push(new Link(binary, cutoff(binary, level), level));
            outer = binary.operator().precedence();
            boolean same =
                    binary.left() instanceof Expr.Binary next && next.operator().precedence() == outer;
            level = same ? level : level + 1;
            left = binary.left();
        }
        expressions.operand(left, outer, level);
        while (!chain.isEmpty()) {
            link(chain.pop());
        }
    }

    private void link(Link link) {
        Operator operator = link.binary.operator();
        boolean apart = operator.precedence() < link.cutoff;
        layout.ask(Space.FIXED);
        if (apart) {
            layout.ask(Space.BLANK);
        }
        if (Character.isLetter(operator.symbol().charAt(0))) {
            walker.word(operator.symbol());
        } else {
            walker.token(operator.symbol());
        }
        if (walker.cursor.gap().breaksLine()) {
            layout.ask(Space.TABLE_END);
        } else {
            layout.ask(Space.FIXED);
            if (apart) {
                layout.ask(Space.BLANK);
            }
        }
        expressions.operand(link.binary.right(), operator.precedence() + 1, link.depth + 1);
    }

    // ---- where spaces are left away ----

    /** What a chain contains: sums, products, and operands that would run into their operator. */
    private static final class Mix {
        boolean sums;
        boolean products;
        int problem;

        void add(Expr.Binary last) {
            Expr.Binary binary = last;
            while (true) {
                int precedence = binary.operator().precedence();
                sums |= precedence == SUM;
                products |= precedence == PRODUCT;
                right(binary, precedence);
                if (!(binary.left() instanceof Expr.Binary next)
                        || next.operator().precedence() < precedence) {
                    return;
                }
                binary = next;
            }
        }

        private void right(Expr.Binary binary, int precedence) {
            if (binary.right() instanceof Expr.Binary right && right.operator().precedence() > precedence) {
                add(right);
            } else if (binary.right() instanceof Expr.Unary unary) {
                switch (binary.operator().symbol() + unary.operator().symbol()) {
                    case "/*" -> problem = ALWAYS;
                    case "++", "--" -> problem = Math.max(problem, SUM);
                    default -> {}
                }
            }
        }
    }

    private static int cutoff(Expr.Binary binary, int depth) {
        Mix mix = new Mix();
        mix.add(binary);
        if (mix.problem > 0) {
            return mix.problem + 1;
        }
        if (mix.sums && mix.products) {
            return depth == 1 ? PRODUCT : SUM;
        }
        return depth == 1 ? ALWAYS : SUM;
    }
}
