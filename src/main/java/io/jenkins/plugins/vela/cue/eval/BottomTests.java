package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.List;

/** Comparisons with bottom, {@code x == _|_} and {@code x != _|_}: guards that may be asked before the answer is known. */
final class BottomTests {

    private final Evaluation evaluation;

    BottomTests(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value evaluate(Expression.BottomTest test, Environment environment) {
        boolean outer = evaluation.unsure;
        evaluation.unsure = false;
        Value value = evaluation.evaluator.flat(test.operand(), environment);
        boolean result = isBottom(value, test.position()) != test.negated();
        boolean unsure = evaluation.unsure;
        evaluation.unsure = outer || unsure;
        if (value instanceof Bottom bottom && (bottom.provisional() || bottom.code() == Bottom.Code.CYCLE)) {
            return bottom;
        }
        if (unsure && evaluation.guarded != null) {
            evaluation.guarded.particulars().doubts =
                    Fields.with(evaluation.guarded.doubts(), new Particulars.Doubt(test, environment, result));
        }
        return Bool.of(result);
    }

    /** Why a vertex stands on a guard that does not hold any more, or null. */
    Bottom brokenGuard(Vertex vertex) {
        List<Particulars.Doubt> doubts = vertex.doubts();
        if (doubts == null) {
            return null;
        }
        vertex.particulars().doubts = null;
        for (Particulars.Doubt doubt : doubts) {
            Value now = evaluate(doubt.test(), doubt.environment());
            if (now instanceof Bool bool && bool.value() != doubt.result()) {
                vertex.particulars().unfinished = Bottom.graver(
                        vertex.unfinished(),
                        Bottom.conflict(
                                        "cycle: the comprehension changes what its guard has asked for",
                                        doubt.test().position())
                                .withPath(vertex.path()));
            }
        }
        return vertex.unfinished() != null && vertex.unfinished().isFatal() ? vertex.unfinished() : null;
    }

    private boolean isBottom(Value value, Position position) {
        if (value instanceof Bottom) {
            return true;
        }
        if (value instanceof Disjuncts disjuncts) {
            Value preferred = disjuncts.preferred();
            return preferred != null && isBottom(evaluation.evaluator.flat(preferred, position), position);
        }
        if (value instanceof Vertex vertex) {
            return isBottom(vertex);
        }
        return !value.isConcrete() && value.kinds() != Kind.TOP;
    }

    /**
     * A struct that the comprehension which asks may add something to is taken for bottom at first; that it is none then
     * shows that the comprehension has changed what its guard asked for.
     */
    private boolean isBottom(Vertex vertex) {
        boolean outer = evaluation.metUndecided;
        evaluation.metUndecided = false;
        boolean isFatal = evaluation.checker.fatal(vertex) != null;
        boolean isCircular = !isFatal && (evaluation.metUndecided || evaluation.arcs.isBeingDecided(vertex));
        evaluation.unsure |= isCircular;
        evaluation.metUndecided |= outer;
        return isFatal || isCircular;
    }
}
