package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;

/** Looks through whole values: for errors, for what is incomplete, for equality. */
final class Checker {

    private final Evaluation evaluation;
    private int depth;
    private boolean asData;

    Checker(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The first fatal error in a value, or null. */
    Bottom fatal(Vertex vertex) {
        evaluation.search(vertex);
        Node outer = evaluation.reader;
        evaluation.reader = null;
        Bottom found = fatalBelow(vertex);
        evaluation.reader = outer;
        return found;
    }

    private Bottom fatalBelow(Vertex vertex) {
        if (vertex.denied() != null) {
            return vertex.denied();
        }
        if (vertex.checked) {
            if (vertex.state != State.NEW) {
                evaluation.expander.expand(vertex);
            }
            evaluation.reads |= vertex.reads(Reads.CHECK);
            return null;
        }
        if (++depth > evaluation.options.limits().depth()) {
            depth = 0;
            throw new LimitException(
                    "values nested deeper than " + evaluation.options.limits().depth());
        }
        long outer = evaluation.reads;
        evaluation.reads = 0;
        Bottom found = search(vertex);
        vertex.addReads(Reads.CHECK, evaluation.reads);
        evaluation.reads |= outer;
        depth--;
        return found;
    }

    private Bottom search(Vertex vertex) {
        if (vertex.state == State.NEW && isAsGoodAs(vertex, evaluation.chains.target(vertex))) {
            vertex.checked = true;
            return null;
        }
        evaluation.expander.expand(vertex);
        Vertex target = vertex.deref();
        if (target.value instanceof Bottom bottom) {
            return bottom.isFatal() ? bottom : null;
        }
        if (target.state == State.EXPANDING) {
            return target.work.fatal;
        }
        evaluation.arcs.settle(target);
        if (target.unfinished() != null && target.unfinished().isFatal()) {
            return target.unfinished();
        }
        for (int i = 0; i < target.arcCount(); i++) {
            Vertex arc = target.arc(i);
            evaluation.metUndecided |= Arcs.isBeingAdded(arc);
            Bottom mismatch = mismatch(target, arc);
            if (mismatch != null) {
                return mismatch;
            }
            if (arc.presence == Presence.REGULAR || arc.presence == Presence.REQUIRED) {
                Bottom found = fatalBelow(arc);
                if (found != null) {
                    return found;
                }
            }
        }
        if (target.value instanceof Bottom bottom && bottom.isFatal()) {
            return bottom;
        }
        Bottom broken = evaluation.bottomTests.brokenGuard(target);
        if (broken != null) {
            return broken;
        }
        vertex.checked = target.state == State.DONE && vertex.state == State.DONE && allChecked(target);
        return null;
    }

    /**
     * Whether nothing is wrong with the struct or list that a vertex refers to and that is all there is to it. Structs that
     * refer to others twice, and those to others twice, and so on, would be looked through exponentially often otherwise.
     */
    private boolean isAsGoodAs(Vertex vertex, Vertex target) {
        if (target == null || target.isBeingChecked || vertex.isWithin(target)) {
            return false;
        }
        evaluation.expander.expand(target);
        if (!target.isSettled() || target.kind == 0) {
            return false;
        }
        target.isBeingChecked = true;
        Bottom found = fatalBelow(target);
        target.isBeingChecked = false;
        if (found != null || !target.checked) {
            return false;
        }
        evaluation.searchedBy(target, vertex);
        return true;
    }

    /** What is wrong with a scalar or list that has a field, or null. */
    static Bottom mismatch(Vertex vertex, Vertex arc) {
        boolean isField = arc.label.kind() == Label.Kind.STRING && arc.presence.compareTo(Presence.REQUIRED) <= 0;
        boolean mayHave = vertex.isStruct() || vertex.value instanceof Disjuncts || vertex.value instanceof Bottom;
        if (!isField || mayHave || vertex.kinds() == Kind.TOP) {
            return null;
        }
        Bottom bottom = Bottom.conflict("cannot combine regular field " + arc.label + " with " + vertex);
        return (arc.position() == null ? bottom : bottom.at(arc.position())).withPath(vertex.path());
    }

    private static boolean allChecked(Vertex target) {
        for (int i = 0; i < target.arcCount(); i++) {
            Vertex arc = target.arc(i);
            boolean isThere = arc.presence == Presence.REGULAR || arc.presence == Presence.REQUIRED;
            if (arc.pending() != null || (isThere && !arc.checked)) {
                return false;
            }
        }
        return true;
    }

    /** Why a value is not concrete to the bottom, or null; to be asked when {@link #fatal} found nothing. */
    Bottom incomplete(Vertex vertex) {
        Value result = new Exporter(evaluation).export(vertex);
        return result instanceof Bottom bottom ? bottom : null;
    }

    /** A required field below that is not there, or null; definitions and hidden fields need not be complete. */
    Bottom unsatisfied(Vertex vertex) {
        Vertex target = vertex.deref();
        if (target.value instanceof Bottom bottom) {
            return bottom;
        }
        for (int i = 0; i < target.arcCount(); i++) {
            Vertex arc = target.arc(i);
            if (!arc.label.isRegular()) {
                continue;
            }
            if (arc.presence == Presence.REQUIRED) {
                return Bottom.incomplete("field is required but not present").withPath(arc.path());
            }
            Bottom below = arc.presence == Presence.REGULAR ? unsatisfied(arc) : null;
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    /** Equality of concrete values as {@code ==} sees it: whether they are open or closed does not matter. */
    boolean sameData(Vertex a, Vertex b) {
        boolean outer = asData;
        asData = true;
        boolean same = equal(a, b);
        asData = outer;
        return same;
    }

    /** Structural equality; incomplete values are equal when they look the same. */
    boolean equal(Value a, Value b) {
        Value x = flat(a);
        Value y = flat(b);
        if (x == y) {
            return true;
        }
        if (x instanceof Vertex v && y instanceof Vertex w) {
            return equal(v, w);
        }
        if (x instanceof Disjuncts v && y instanceof Disjuncts w) {
            if (v.defaults() != w.defaults() || v.values().size() != w.values().size()) {
                return false;
            }
            for (int i = 0; i < v.values().size(); i++) {
                if (!equal(v.values().get(i), w.values().get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (x instanceof Bottom || y instanceof Bottom) {
            return x instanceof Bottom v && y instanceof Bottom w && v.isFatal() == w.isFatal();
        }
        return x.equals(y);
    }

    private Value flat(Value value) {
        return evaluation.evaluator.flat(value, io.jenkins.plugins.vela.cue.syntax.Position.none());
    }

    private boolean equal(Vertex a, Vertex b) {
        if (a.kind != b.kind || (!asData && a.isListOpen != b.isListOpen)) {
            return false;
        }
        evaluation.arcs.settle(a);
        evaluation.arcs.settle(b);
        boolean sameShape = (a.isList() || (a.closers() == null) == (b.closers() == null))
                && (a.patterns() == null) == (b.patterns() == null);
        if (shown(a) != shown(b) || (!asData && !sameShape)) {
            return false;
        }
        for (int i = 0; i < a.arcCount(); i++) {
            Vertex arc = a.arc(i);
            if (!isShown(arc)) {
                continue;
            }
            Vertex other = b.arc(arc.label);
            if (other == null || other.presence != arc.presence) {
                return false;
            }
            if (arc.presence == Presence.REGULAR && !equal((Value) arc, (Value) other)) {
                return false;
            }
        }
        return true;
    }

    private int shown(Vertex vertex) {
        int count = 0;
        for (int i = 0; i < vertex.arcCount(); i++) {
            if (isShown(vertex.arc(i))) {
                count++;
            }
        }
        return count;
    }

    private boolean isShown(Vertex arc) {
        return asData ? isData(arc) : arc.presence != Presence.ABSENT;
    }

    /** A field that shows in data. */
    static boolean isData(Vertex arc) {
        return arc.presence == Presence.REGULAR
                && (arc.label.kind() == Label.Kind.STRING || arc.label.kind() == Label.Kind.INDEX);
    }
}
