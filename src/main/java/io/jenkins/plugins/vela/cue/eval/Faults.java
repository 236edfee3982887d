package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects everything that is wrong in a value, not only the gravest. */
final class Faults {
    private static final int MOST = 100;

    private final Evaluation evaluation;
    /** Whether what is not concrete is wrong too. */
    private final boolean concrete;

    private final Map<String, Bottom> found = new LinkedHashMap<>();
    private int depth;

    Faults(Evaluation evaluation, boolean concrete) {
        this.evaluation = evaluation;
        this.concrete = concrete;
    }

    /** Fatal errors first; when there are some, nothing is said of what is incomplete. */
    List<Bottom> of(Value value) {
        visit(value, concrete);
        List<Bottom> fatal = new ArrayList<>();
        List<Bottom> others = new ArrayList<>();
        for (Bottom bottom : found.values()) {
            (bottom.isFatal() ? fatal : others).add(bottom);
        }
        return fatal.isEmpty() ? others : fatal;
    }

    private void add(Bottom bottom, Value at, boolean asData) {
        if (found.size() < MOST && (bottom.isFatal() || asData)) {
            Bottom placed = at instanceof Vertex vertex ? bottom.withPath(vertex.path()) : bottom;
            found.putIfAbsent(placed.path() + "\n" + placed.message() + placed.positions(), placed);
        }
    }

    private void visit(Value value, boolean asData) {
        if (value instanceof Vertex vertex) {
            vertex(vertex, asData);
        } else if (value instanceof Bottom bottom) {
            add(bottom, value, asData);
        } else if (value instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
            visit(disjuncts.preferred(), asData);
        } else if (!value.isConcrete() || value.kinds() == Kind.FUNCTION) {
            add(Bottom.incomplete("incomplete value " + value), value, asData);
        }
    }

    private void vertex(Vertex vertex, boolean asData) {
        if (vertex.denied() != null) {
            add(vertex.denied(), vertex, asData);
            return;
        }
        if (!asData && evaluation.checker.fatal(vertex) == null) {
            return;
        }
        if (++depth > evaluation.options.limits().depth()) {
            throw new LimitException(
                    "values nested deeper than " + evaluation.options.limits().depth());
        }
        evaluation.expander.expand(vertex);
        Vertex target = vertex.deref();
        Value scalar = target.value;
        if (scalar instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
            visit(disjuncts.preferred(), asData);
        } else if (scalar instanceof Bottom failure) {
            add(failure, vertex, asData);
        } else if (scalar == null && target.kind != 0) {
            fields(target, asData);
        } else if (scalar == null || !scalar.isConcrete() || scalar.kinds() == Kind.FUNCTION) {
            Bottom open = Bottom.incomplete("incomplete value " + (scalar == null ? "_" : scalar));
            add(vertex.position() == null ? open : open.at(vertex.position()), vertex, asData);
        }
        if (scalar != null && !(scalar instanceof Bottom)) {
            embedded(target);
        }
        depth--;
    }

    /** A scalar may have definitions and hidden fields beside it. */
    private void embedded(Vertex target) {
        if (target.arcCount() > 0) {
            evaluation.arcs.settle(target);
        }
        for (int i = 0; i < target.arcCount(); i++) {
            Vertex arc = target.arc(i);
            Bottom mismatch = Checker.mismatch(target, arc);
            if (mismatch != null) {
                add(mismatch, target, true);
            } else if (arc.presence == Presence.REGULAR && !arc.label.isRegular()) {
                vertex(arc, false);
            }
        }
    }

    private void fields(Vertex target, boolean asData) {
        Bottom blocked = evaluation.arcs.settle(target);
        if (target.unfinished() != null) {
            add(target.unfinished(), target, asData);
        } else if (blocked != null) {
            add(blocked, target, asData);
        }
        int[] order = evaluation.orders.of(target);
        int count = target.arcCount();
        for (int i = 0; i < count; i++) {
            Vertex arc = target.arc(order, i);
            if (arc.presence == Presence.REQUIRED) {
                Bottom missing = Bottom.incomplete("field is required but not present");
                add(arc.position() == null ? missing : missing.at(arc.position()), arc, asData);
                vertex(arc, false);
            } else if (arc.presence == Presence.REGULAR) {
                vertex(arc, asData && arc.label.isRegular());
            }
        }
        Bottom broken = evaluation.bottomTests.brokenGuard(target);
        if (broken != null) {
            add(broken, target, asData);
        }
    }
}
