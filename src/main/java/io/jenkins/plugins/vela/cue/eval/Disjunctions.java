package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Meet;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Disjunctions at a vertex. Where everything is scalar (nine of ten), the literals are filtered. Otherwise each
 * alternative is tried in a copy of the vertex that has the same conjuncts and the alternative instead of the
 * disjunction; copies that fail are dropped.
 */
final class Disjunctions {
    /** A disjunction at a vertex: which one, and the how-maniest time it was met. */
    record Key(Expression expression, int occurrence) {
        @Override
        @SuppressWarnings("ReferenceEquality") // the same expression, not one that looks the same
        public boolean equals(Object other) {
            return other instanceof Key key && key.expression == expression && key.occurrence == occurrence;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(expression) * 31 + occurrence;
        }
    }

    /** A disjunction waiting for the rest of the vertex. The key is made of the first two. */
    record Pending(Expression expression, int occurrence, Conjunct conjunct, Expression.Disjunction disjunction) {
        Key key() {
            return new Key(expression, occurrence);
        }
    }

    /** Default or not, as in the specification's pairs. Ordered: the greater one wins in a unification. */
    enum Mode {
        MAYBE,
        IS,
        NOT
    }

    /**
     * A value that is left.
     *
     * @param choices which alternatives went into it; null where there are no copies
     * @param left what it was before the disjunction that is being looked at
     * @param before what the disjunction before that one said
     * @param mode what this disjunction says
     * @param nested whether the alternative is a disjunction itself
     */
    record Outcome(Value value, Map<Key, List<Integer>> choices, Mode left, Mode before, Mode mode, boolean nested) {
        Mode combined(boolean leftHas, boolean rightHas) {
            Mode a = leftHas ? left : Mode.MAYBE;
            Mode b = rightHas || nested ? mode : Mode.MAYBE;
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    private final Evaluation evaluation;
    private final ScalarDisjunctions scalars;

    Disjunctions(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.scalars = new ScalarDisjunctions(evaluation, this);
    }

    /**
     * Meets a disjunction at a vertex.
     *
     * @param expression tells it from others at the vertex and its copies
     */
    void add(Vertex vertex, Conjunct conjunct, Expression expression, Expression.Disjunction disjunction) {
        Work work = vertex.work();
        int occurrence = 0;
        for (int i = 0; i < work.met.size(); i++) {
            if (work.met.get(i) == expression) {
                occurrence++;
            }
        }
        work.met.add(expression);
        List<Integer> chosen =
                vertex.choices() == null ? null : vertex.choices().get(new Key(expression, occurrence));
        if (chosen == null) {
            work.disjunctions.add(new Pending(expression, occurrence, conjunct, disjunction));
            return;
        }
        Conjunct optional = conjunct.with(Trail.optional(conjunct.trail()));
        for (int choice : chosen) {
            evaluation.expander.process(
                    vertex, optional.with(disjunction.alternatives().get(choice).expression()));
        }
    }

    void resolve(Vertex vertex, Work work) {
        List<Pending> pending = work.disjunctions;
        boolean holds = vertex.held() != null && !vertex.held().isEmpty();
        if (holds) {
            pending = new ArrayList<>(pending);
            pending.removeIf(p -> vertex.held().contains(p.key()));
        }
        if (pending.isEmpty()) {
            return;
        }
        boolean scalar = !holds && vertex.kind == 0 && !work.weakStruct;
        if (!scalar || !scalars.resolve(vertex, work, pending)) {
            resolveByCopies(vertex, work, pending);
        }
    }

    // ---- copies ----

    private void resolveByCopies(Vertex vertex, Work work, List<Pending> pending) {
        Map<Key, List<Integer>> none = vertex.choices() == null ? Map.of() : vertex.choices();
        List<Outcome> outcomes = new ArrayList<>();
        Bottom fatal = null;
        Bottom incomplete = null;
        for (int k = 0; k < pending.size(); k++) {
            Pending disjunction = pending.get(k);
            Expression.Disjunction expression = disjunction.disjunction();
            Set<Key> held = new HashSet<>(vertex.held() == null ? Set.of() : vertex.held());
            for (Pending later : pending.subList(k + 1, pending.size())) {
                held.add(later.key());
            }
            List<Outcome> next = new ArrayList<>();
            int states = k == 0 ? 1 : outcomes.size();
            for (int s = 0; s < states; s++) {
                Map<Key, List<Integer>> choices =
                        k == 0 ? none : outcomes.get(s).choices();
                Outcome left = k == 0 ? null : outcomes.get(s);
                for (int a = 0; a < expression.alternatives().size(); a++) {
                    Expression.Alternative alternative =
                            expression.alternatives().get(a);
                    if (excludes(work, alternative.expression())) {
                        fatal = Bottom.graver(
                                fatal,
                                Bottom.conflict(
                                        "conflicting values (mismatched types)",
                                        alternative.expression().position()));
                        continue;
                    }
                    Vertex copy = copy(vertex, choices, disjunction.key(), a, held);
                    // who asks for a field of the vertex meanwhile sees the alternative that is being tried
                    vertex.choice().tried = copy;
                    evaluation.expander.expand(copy);
                    Bottom failure = failure(copy);
                    vertex.choice().tried = null;
                    if (copy.state != State.DONE) {
                        work.provisional = true;
                        work.blocked = copy.work.blocked;
                    }
                    if (failure != null) {
                        if (failure.isFatal()) {
                            fatal = nearer(fatal, failure);
                        } else {
                            incomplete = Bottom.graver(incomplete, failure);
                            vertex.addReads(Reads.DROPPED, failure.missing());
                        }
                        continue;
                    }
                    collect(copy, expression.hasDefaults(), alternative.isDefault(), left, next);
                    limit(next.size());
                }
            }
            outcomes = normalise(next, held.isEmpty());
            if (outcomes.isEmpty()) {
                break;
            }
        }
        settle(vertex, work, outcomes, fatal, incomplete);
    }

    /**
     * Which of two failed alternatives was meant: one that another constant speaks against ({@code kind: "a"} where it is
     * {@code "b"}) was not.
     */
    private static Bottom nearer(Bottom one, Bottom other) {
        return one != null && one.code() == other.code() && Meet.isOtherConstant(one) && !Meet.isOtherConstant(other)
                ? other
                : Bottom.graver(one, other);
    }

    /** Cheap test whether an alternative cannot be, because of its kind. */
    private static boolean excludes(Work work, Expression alternative) {
        int kinds =
                switch (alternative.tag()) {
                    case CONSTANT -> ((Expression.Constant) alternative).value().kinds();
                    case LIST -> Kind.LIST;
                    default -> Kind.TOP;
                };
        if ((kinds & Kind.FUNCTION) != 0) {
            return false;
        }
        if (work.strongStruct) {
            return (kinds & Kind.STRUCT) == 0;
        }
        if (work.isList) {
            return (kinds & Kind.LIST) == 0;
        }
        return work.scalar != null && (work.scalar.kinds() & kinds) == 0;
    }

    private Vertex copy(Vertex vertex, Map<Key, List<Integer>> choices, Key key, int alternative, Set<Key> held) {
        Vertex copy = evaluation.vertex(vertex.parent, vertex.label);
        copy.choice().origin = vertex;
        copy.replaceConjuncts(vertex.conjuncts());
        copy.presence = vertex.presence;
        copy.addReads(Reads.PRESENCE, vertex.reads(Reads.PRESENCE));
        if (vertex.fills() != null) {
            copy.particulars().fills = vertex.fills();
        }
        Map<Key, List<Integer>> chosen = new HashMap<>(choices);
        chosen.put(key, List.of(alternative));
        copy.choice().choices = chosen;
        copy.choice().held = held;
        copy.partial = !held.isEmpty();
        return copy;
    }

    private Bottom failure(Vertex copy) {
        Bottom fatal = evaluation.checker.fatal(copy);
        if (fatal != null) {
            return fatal;
        }
        Vertex target = copy.deref();
        if (target.value instanceof Bottom bottom) {
            return bottom;
        }
        return copy.held().isEmpty() ? incompleteField(target) : null;
    }

    /** An alternative is dropped, too, when a comprehension of it or the value of a field cannot be computed. */
    private static Bottom incompleteField(Vertex struct) {
        if (struct.unfinished() != null && !struct.unfinished().provisional()) {
            return struct.unfinished();
        }
        for (int i = 0; i < struct.arcCount(); i++) {
            Vertex arc = struct.arc(i);
            if (arc.presence != Presence.REGULAR && arc.presence != Presence.REQUIRED) {
                continue;
            }
            Vertex value = arc.deref();
            Bottom bottom = value.value instanceof Bottom failure ? failure : value.unfinished();
            if (bottom != null && !bottom.provisional()) {
                return bottom;
            }
        }
        return null;
    }

    private static void collect(
            Vertex copy, boolean hasDefaults, boolean isDefault, Outcome left, List<Outcome> outcomes) {
        Mode outer = !hasDefaults ? Mode.MAYBE : isDefault ? Mode.IS : Mode.NOT;
        Mode was = left == null ? Mode.MAYBE : left.left();
        Mode before = left == null ? Mode.MAYBE : left.before();
        if (copy.deref().value instanceof Disjuncts nested) {
            for (int i = 0; i < nested.values().size(); i++) {
                Mode inner = nested.defaults() == 0 ? Mode.MAYBE : i < nested.defaults() ? Mode.IS : Mode.NOT;
                Mode mode = outer == Mode.NOT ? Mode.NOT : inner == Mode.MAYBE ? outer : inner;
                Value value = nested.values().get(i);
                Map<Key, List<Integer>> choices =
                        value instanceof Vertex v && v.choices() != null ? v.choices() : copy.choices();
                outcomes.add(new Outcome(value, choices, was, before, mode, true));
            }
        } else {
            outcomes.add(new Outcome(copy.deref(), copy.choices(), was, before, outer, false));
        }
    }

    // ---- results ----

    /**
     * A side of which no default is left has no defaults; equal values become one.
     *
     * @param isLast false while other disjunctions of the vertex are left, which may tell apart what looks equal now
     */
    List<Outcome> normalise(List<Outcome> outcomes, boolean isLast) {
        boolean leftHas = false;
        boolean rightHas = false;
        for (Outcome outcome : outcomes) {
            leftHas |= outcome.left() == Mode.IS || outcome.before() == Mode.IS;
            rightHas |= outcome.mode() == Mode.IS;
        }
        boolean decided = false;
        for (Outcome outcome : outcomes) {
            decided |= outcome.nested() && outcome.combined(leftHas, rightHas) != Mode.MAYBE;
        }
        List<Outcome> result = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            Mode mode = outcome.combined(leftHas, rightHas);
            if (decided && mode == Mode.MAYBE) {
                mode = Mode.NOT;
            }
            Outcome next = new Outcome(outcome.value(), outcome.choices(), mode, outcome.mode(), Mode.MAYBE, false);
            boolean merged = false;
            for (int i = 0; i < result.size() && !merged; i++) {
                Outcome known = result.get(i);
                if (evaluation.checker.equal(known.value(), next.value())) {
                    result.set(i, merge(known, next, isLast));
                    merged = true;
                }
            }
            if (!merged) {
                result.add(next);
            }
        }
        return result;
    }

    /** One outcome for two with equal values. What either allows in a closed struct is allowed. */
    private static Outcome merge(Outcome a, Outcome b, boolean isLast) {
        Mode left = a.left() == Mode.IS || b.left() == Mode.IS
                ? Mode.IS
                : a.left() == Mode.MAYBE || b.left() == Mode.MAYBE ? Mode.MAYBE : Mode.NOT;
        Map<Key, List<Integer>> choices = a.choices();
        if (!isLast && choices != null) {
            choices = new HashMap<>(choices);
            for (Map.Entry<Key, List<Integer>> other : b.choices().entrySet()) {
                choices.merge(other.getKey(), other.getValue(), Disjunctions::union);
            }
        }
        return new Outcome(a.value(), choices, left, a.before(), a.mode(), a.nested());
    }

    private static List<Integer> union(List<Integer> a, List<Integer> b) {
        Set<Integer> all = new TreeSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    void settle(Vertex vertex, Work work, List<Outcome> outcomes, Bottom fatal, Bottom incomplete) {
        if (outcomes.isEmpty()) {
            if (incomplete != null) {
                if (!incomplete.provisional()) {
                    work.incomplete = Bottom.graver(work.incomplete, incomplete);
                }
            } else {
                work.fatal = fatal;
                vertex.isWithoutAlternative = true;
            }
            return;
        }
        List<Value> values = new ArrayList<>(outcomes.size());
        int defaults = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.left() == Mode.IS) {
                values.add(defaults++, outcome.value());
            } else {
                values.add(outcome.value());
            }
        }
        vertex.kind = 0;
        vertex.value = null;
        if (values.size() > 1) {
            vertex.value = new Disjuncts(values, defaults);
        } else if (values.get(0) instanceof Vertex chosen) {
            vertex.choice().chosen = chosen;
        } else {
            vertex.value = values.get(0);
        }
    }

    void limit(int size) {
        if (size > evaluation.options.limits().disjuncts()) {
            throw new LimitException(
                    "more than " + evaluation.options.limits().disjuncts() + " alternatives at one value");
        }
    }
}
