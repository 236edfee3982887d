package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Meet;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Disjunctions of which every alternative is a scalar: each is unified with what there is, and no vertex is copied. */
final class ScalarDisjunctions {

    /** Alternatives in a message. */
    private static final int MOST_SHOWN = 12;
    /** With more alternatives than this equal ones are found in a map. */
    private static final int FEW = 16;

    private final Evaluation evaluation;
    private final Disjunctions disjunctions;

    ScalarDisjunctions(Evaluation evaluation, Disjunctions disjunctions) {
        this.evaluation = evaluation;
        this.disjunctions = disjunctions;
    }

    /** Decides what is left of disjunctions; false when some alternative is no scalar. */
    boolean resolve(Vertex vertex, Work work, List<Disjunctions.Pending> pending) {
        return pending.size() == 1 ? resolveOne(vertex, work, pending.get(0)) : resolveAll(vertex, work, pending);
    }

    /** One disjunction, as most are: as {@link #resolveAll}, with less ado. */
    private boolean resolveOne(Vertex vertex, Work work, Disjunctions.Pending pending) {
        List<Expression.Alternative> alternatives = pending.disjunction().alternatives();
        Value given = work.scalar == null ? BasicType.TOP : work.scalar;
        Value[] left = new Value[alternatives.size()];
        boolean[] isDefault = new boolean[left.length];
        Map<Value, Integer> places = left.length > FEW ? new HashMap<>() : null;
        int count = 0;
        Bottom fatal = null;
        Bottom incomplete = null;
        for (int i = 0; i < left.length; i++) {
            Expression.Alternative alternative = alternatives.get(i);
            Value value = scalar(alternative.expression(), pending.conjunct());
            if (value == null) {
                return false;
            }
            Value met = Meet.of(given, value, evaluation.functions::violation);
            if (met instanceof Bottom bottom) {
                if (bottom.isFatal()) {
                    fatal = Bottom.graver(
                            fatal, bottom.at(alternative.expression().position()));
                } else {
                    incomplete = Bottom.graver(incomplete, bottom);
                    missed(vertex, work, bottom);
                }
                continue;
            }
            int same = places != null ? places.getOrDefault(met, count) : indexOf(met, left, count);
            if (places != null) {
                places.put(met, same);
            }
            left[same] = met;
            isDefault[same] |= alternative.isDefault();
            count = Math.max(count, same + 1);
        }
        disjunctions.limit(count);
        if (count == 0) {
            disjunctions.settle(
                    vertex,
                    work,
                    List.of(),
                    incomplete == null ? noneFits(work, pending.disjunction(), fatal) : fatal,
                    incomplete);
        } else if (count == 1) {
            vertex.kind = 0;
            vertex.value = left[0];
        } else {
            vertex.kind = 0;
            vertex.value = Disjuncts.of(left, isDefault, count);
        }
        return true;
    }

    private int indexOf(Value value, Value[] left, int count) {
        int at = 0;
        while (at < count && !evaluation.checker.equal(left[at], value)) {
            at++;
        }
        return at;
    }

    private static void missed(Vertex vertex, Work work, Bottom bottom) {
        vertex.addReads(Reads.DROPPED, bottom.missing());
        if (bottom.provisional()) {
            work.provisional = true;
            work.blocked = bottom;
        }
    }

    private boolean resolveAll(Vertex vertex, Work work, List<Disjunctions.Pending> pending) {
        List<Disjunctions.Outcome> outcomes = List.of(new Disjunctions.Outcome(
                work.scalar == null ? BasicType.TOP : work.scalar,
                null,
                Disjunctions.Mode.MAYBE,
                Disjunctions.Mode.MAYBE,
                Disjunctions.Mode.MAYBE,
                false));
        Bottom fatal = null;
        Bottom incomplete = null;
        for (Disjunctions.Pending disjunction : pending) {
            Expression.Disjunction expression = disjunction.disjunction();
            List<Disjunctions.Outcome> next = new ArrayList<>();
            for (Expression.Alternative alternative : expression.alternatives()) {
                Value value = scalar(alternative.expression(), disjunction.conjunct());
                if (value == null) {
                    return false;
                }
                Disjunctions.Mode mode = !expression.hasDefaults()
                        ? Disjunctions.Mode.MAYBE
                        : alternative.isDefault() ? Disjunctions.Mode.IS : Disjunctions.Mode.NOT;
                for (Disjunctions.Outcome outcome : outcomes) {
                    Value met = Meet.of(outcome.value(), value, evaluation.functions::violation);
                    if (met instanceof Bottom bottom) {
                        if (bottom.isFatal()) {
                            fatal = Bottom.graver(
                                    fatal, bottom.at(alternative.expression().position()));
                        } else {
                            incomplete = Bottom.graver(incomplete, bottom);
                            missed(vertex, work, bottom);
                        }
                    } else {
                        next.add(new Disjunctions.Outcome(met, null, outcome.left(), outcome.before(), mode, false));
                    }
                }
            }
            outcomes = disjunctions.normalise(next, true);
            disjunctions.limit(outcomes.size());
        }
        disjunctions.settle(vertex, work, outcomes, fatal, incomplete);
        return true;
    }

    /** A value that is none of the alternatives: all of them are told, and the nearest where it may be a slip. */
    private static Bottom noneFits(Work work, Expression.Disjunction disjunction, Bottom fatal) {
        List<String> alternatives = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Expression.Alternative alternative : disjunction.alternatives()) {
            if (!(alternative.expression() instanceof Expression.Constant constant)
                    || alternatives.size() == MOST_SHOWN) {
                return fatal;
            }
            alternatives.add(constant.value().toString());
            if (constant.value() instanceof Text text) {
                texts.add(text.value());
            }
        }
        String hint = work.scalar instanceof Text text ? Suggestion.didYouMean(text.value(), texts) : "";
        Bottom bottom = Bottom.conflict(
                "conflicting values " + work.scalar + " and " + String.join(" | ", alternatives) + hint);
        if (work.scalarPosition != null) {
            bottom = bottom.at(work.scalarPosition);
        }
        return bottom.at(disjunction.position());
    }

    /** The value of an alternative if it is one that needs no copy; otherwise null. */
    private Value scalar(Expression expression, Conjunct conjunct) {
        switch (expression.tag()) {
            case CONSTANT -> {
                Value value = ((Expression.Constant) expression).value();
                return value instanceof Vertex ? null : evaluation.functions.asConstraint(value);
            }
            case STRUCT, LIST, UNIFICATION, DISJUNCTION, DATA -> {
                return null;
            }
            default -> {
                Value value = evaluation.evaluator.flat(expression, conjunct.environment());
                return value instanceof Vertex || value instanceof Disjuncts
                        ? null
                        : evaluation.functions.asConstraint(value);
            }
        }
    }
}
