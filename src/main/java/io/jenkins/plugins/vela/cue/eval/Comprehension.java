package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A comprehension at a vertex: its clauses are evaluated once, whoever asks first. */
final class Comprehension extends Node {

    /** A field that a comprehension adds, if it yields anything. */
    record Field(Comprehension comprehension, Declaration.Field declaration) {}

    private enum State {
        NEW,
        RUNNING,
        DONE
    }

    final Declaration.Comprehension declaration;
    /** The conjunct that holds the comprehension, with the environment around the clauses. */
    final Conjunct conjunct;
    /** The vertex that the body is unified with; null for lists, where each yield is an element of its own. */
    final Vertex target;
    /** Group of the body. */
    final Group group;

    private State state = State.NEW;
    private List<Environment> yields = new ArrayList<>(0);
    private Bottom bottom;
    /** The yields are among the layers of the target. */
    boolean recorded;
    /** The clauses rest on an optional field being missing that was only being decided. */
    boolean isAssumed;
    /** Tracked actions that the clauses read. */
    long reads;

    Comprehension(Declaration.Comprehension declaration, Conjunct conjunct, Vertex target, Group group) {
        this.declaration = declaration;
        this.conjunct = conjunct;
        this.target = target;
        this.group = group;
    }

    /** For each yield the environment of the body (struct) or around the body (list); after {@link #run}. */
    List<Environment> yields() {
        return yields;
    }

    /** Evaluates the clauses; null, or why there is no result (yet). */
    Bottom run(Evaluation evaluation) {
        evaluation.read(this);
        if (state == State.DONE) {
            return bottom;
        }
        if (state == State.RUNNING) {
            return Bottom.of(Bottom.Code.CYCLE, "cycle in comprehension", declaration.position())
                    .asProvisional();
        }
        evaluation.step();
        state = State.RUNNING;
        long outer = evaluation.reads;
        Trail outerTrail = evaluation.trail;
        evaluation.reads = 0;
        evaluation.trail = conjunct.trail();
        Node outerReader = evaluation.reader;
        evaluation.reader = this;
        yields.clear();
        Vertex outerGuarded = evaluation.guarded;
        evaluation.guarded = target != null ? target : conjunct.environment().vertex;
        boolean outerAssumed = evaluation.assumed;
        evaluation.assumed = false;
        bottom = run(evaluation, 0, conjunct.environment());
        isAssumed = evaluation.assumed;
        evaluation.assumed = outerAssumed;
        evaluation.guarded = outerGuarded;
        evaluation.reader = outerReader;
        evaluation.trail = outerTrail;
        reads |= evaluation.reads;
        evaluation.reads = outer;
        state = bottom != null && bottom.provisional() ? State.NEW : State.DONE;
        if (bottom != null) {
            yields = new ArrayList<>(0);
        }
        return bottom;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** As it was before it was run. */
    void reset() {
        state = State.NEW;
        yields = new ArrayList<>(0);
        bottom = null;
        reads = 0;
    }

    /** Takes its yields back from the layers of the target. */
    void removeLayers() {
        if (recorded) {
            recorded = false;
            List<FieldOrder.Layer> left = new ArrayList<>(target.layers());
            for (int i = 0; i < yields.size(); i++) {
                for (int j = 0; j < left.size(); j++) {
                    if (left.get(j).literal() == declaration.body()
                            && left.get(j).trail() == conjunct.trail()) {
                        left.remove(j);
                        break;
                    }
                }
            }
            target.fields().replaceLayers(left);
        }
    }

    @Override
    boolean isWithin(Node other) {
        return target != null && (target == other || target.isWithin(other));
    }

    private Bottom run(Evaluation evaluation, int at, Environment environment) {
        if (at == declaration.clauses().size()) {
            evaluation.step();
            yields.add(target == null ? environment : Environment.of(environment, target));
            return null;
        }
        Declaration.Clause clause = declaration.clauses().get(at);
        if (clause instanceof Declaration.If condition) {
            Value value = evaluation.evaluator.concrete(condition.condition(), environment);
            if (value instanceof Bottom failure) {
                return failure;
            }
            if (!(value instanceof Bool bool)) {
                return Bottom.conflict(
                        "cannot use " + value + " (type " + Kind.name(value.kinds()) + ") as type bool",
                        condition.position());
            }
            return bool.value() ? run(evaluation, at + 1, environment) : null;
        }
        if (clause instanceof Declaration.LetClause let) {
            Vertex holder = evaluation.vertex(environment.vertex, null);
            holder.presence = Presence.REGULAR;
            holder.append(Conjunct.of(environment, let.value(), null, conjunct.trail(), 0, null));
            return run(evaluation, at + 1, Environment.binding(environment, environment.vertex, null, holder));
        }
        return loop(evaluation, (Declaration.For) clause, at, environment);
    }

    private Bottom loop(Evaluation evaluation, Declaration.For clause, int at, Environment environment) {
        Value value = evaluation.evaluator.concrete(clause.source(), environment);
        if (value instanceof Bottom failure) {
            return failure;
        }
        if (!(value instanceof Vertex source) || source.kind == 0) {
            return Bottom.conflict(
                    "cannot range over " + value + " (found " + Kind.name(value.kinds()) + ", want list or struct)",
                    clause.position());
        }
        Bottom blocked = evaluation.arcs.settle(source);
        if (blocked != null) {
            return blocked;
        }
        source.isEnumerated |= source.isStruct();
        for (int i = 0; i < source.arcCount(); i++) {
            Vertex arc = source.arc(i);
            if (arc.presence == Presence.REQUIRED && arc.label.isRegular()) {
                return Bottom.incomplete("required field missing: " + arc.label, clause.position());
            }
            if (arc.presence != Presence.REGULAR || !arc.label.isRegular()) {
                continue;
            }
            evaluation.reads |= arc.reads(Reads.PRESENCE);
            Value key = arc.label.kind() == Label.Kind.INDEX ? Num.of(arc.label.index()) : new Text(arc.label.name());
            Bottom failure = run(evaluation, at + 1, Environment.binding(environment, environment.vertex, key, arc));
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
