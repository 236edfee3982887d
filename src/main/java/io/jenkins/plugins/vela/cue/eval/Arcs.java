package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Meet;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fields of structs and elements of lists: how they come into being, which comprehensions may add them, which
 * patterns apply to them.
 */
final class Arcs {

    private static final List<Label> NOWHERE = List.of();

    private final Evaluation evaluation;

    Arcs(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static Presence presence(Decl.Constraint constraint) {
        return switch (constraint) {
            case NONE -> Presence.REGULAR;
            case OPTIONAL -> Presence.OPTIONAL;
            case REQUIRED -> Presence.REQUIRED;
        };
    }

    // ---- arcs ----

    Vertex arcFor(Vertex vertex, Label label) {
        Vertex arc = vertex.arc(label);
        if (arc == null) {
            arc = evaluation.vertex(vertex, label);
            vertex.fields().add(arc);
            FillTree fill = vertex.fills() == null ? null : vertex.fills().child(label);
            if (fill != null) {
                arc.particulars().fills = fill;
                if (fill.data() != null) {
                    arc.append(fillConjunct(fill.data(), fill.creates()));
                }
            }
        }
        return arc;
    }

    void createFilled(Vertex vertex) {
        for (Map.Entry<Label, FillTree> child : vertex.fills().children().entrySet()) {
            if (child.getValue().creates()) {
                Vertex arc = arcFor(vertex, child.getKey());
                arc.give(Presence.REGULAR);
                arc.presence = Presence.REGULAR;
                vertex.work().weakStruct = true;
            }
        }
        if (vertex.parent == null && vertex.origin() == null && vertex.fills().data() != null) {
            vertex.append(fillConjunct(vertex.fills().data(), true));
        }
    }

    static Conjunct fillConjunct(JsonNode data, boolean isInput) {
        return Conjunct.of(null, new Expression.Data(Position.none(), data, isInput), null, null, 0, null);
    }

    /** Gives a field a conjunct for good. */
    void addConjunct(Vertex arc, Conjunct conjunct, Presence presence) {
        arc.give(presence);
        add(arc, conjunct, presence);
    }

    private void add(Vertex arc, Conjunct conjunct, Presence presence) {
        arc.append(conjunct);
        arc.addReads(Reads.PRESENCE, conjunct.guards());
        if (presence == Presence.REGULAR && arc.presence != Presence.REGULAR) {
            refuseWhereEnumerated(arc, conjunct);
        }
        if (presence.compareTo(arc.presence) < 0) {
            arc.presence = presence;
        }
        if (arc.dependents() != null) {
            for (Particulars.Dependent d : arc.dependents()) {
                if (!d.isCurrent()) {
                    continue;
                }
                d.vertex()
                        .late(Conjunct.of(
                                conjunct.environment(),
                                conjunct.expression(),
                                d.group(),
                                d.trail(),
                                d.guards() | conjunct.guards(),
                                conjunct.field()));
            }
        }
    }

    private static void refuseWhereEnumerated(Vertex arc, Conjunct conjunct) {
        if (arc.parent != null && arc.parent.isEnumerated && arc.label.isRegular()) {
            arc.parent.particulars().unfinished = Bottom.graver(
                    arc.parent.unfinished(),
                    Bottom.conflict(
                                    "adding field " + arc.label
                                            + " not allowed: a comprehension or len has gone through the fields",
                                    conjunct.field() != null
                                            ? conjunct.field().position()
                                            : conjunct.expression().position())
                            .withPath(arc.parent.path()));
        }
    }

    /** Asks the comprehensions that may add this field; a provisional bottom while one of them cannot tell. */
    Bottom decide(Vertex arc) {
        return decide(arc, NOWHERE);
    }

    /**
     * Asks the comprehensions around a struct that may add a field to it.
     *
     * @return whether one of them cannot tell
     */
    boolean isAwaited(Vertex base, Label label) {
        boolean isAwaited = false;
        List<Label> path = NOWHERE;
        for (Vertex around = base.source(); around.label != null && around.parent != null; ) {
            if (around.pending() != null) {
                path = path == NOWHERE ? path(around, base.source(), label) : path;
                decide(around, path);
                isAwaited |= around.pending() != null && adds(around.pending(), path);
            }
            if (path != NOWHERE) {
                path.add(0, around.label);
            }
            around = around.parent.source();
        }
        return isAwaited;
    }

    /** The labels below a vertex that lead to a field of one within it. */
    private static List<Label> path(Vertex from, Vertex to, Label label) {
        List<Label> path = new ArrayList<>(4);
        path.add(label);
        for (Vertex around = to; around != from; around = around.parent.source()) {
            path.add(0, around.label);
        }
        return path;
    }

    private static boolean adds(List<Comprehension.Field> candidates, List<Label> path) {
        for (Comprehension.Field candidate : candidates) {
            if (declares(candidate.declaration().value(), path)) {
                return true;
            }
        }
        return false;
    }

    /** Asks the comprehensions that may add a field and what a path below it leads to. */
    private Bottom decide(Vertex arc, List<Label> path) {
        evaluation.reads |= arc.reads(Reads.PRESENCE);
        if (arc.pending() == null) {
            evaluation.follow(arc);
            return null;
        }
        if (arc.candidates() == null) {
            arc.particulars().candidates = new ArrayList<>(arc.pending());
        }
        evaluation.follow(arc);
        Bottom blocked = null;
        List<Comprehension.Field> open = arc.pending();
        for (int i = 0; i < open.size(); i++) {
            Comprehension.Field candidate = open.get(i);
            Comprehension comprehension = candidate.comprehension();
            if (!declares(candidate.declaration().value(), path)) {
                continue;
            }
            Bottom bottom = comprehension.run(evaluation);
            if (bottom != null && bottom.provisional()) {
                blocked = bottom;
                continue;
            }
            if (i < open.size() && open.get(i).equals(candidate)) {
                open.remove(i--);
            } else {
                continue;
            }
            arc.addReads(Reads.PRESENCE, comprehension.reads);
            evaluation.reads |= comprehension.reads;
            if (bottom != null) {
                arc.parent.particulars().unfinished =
                        Bottom.graver(arc.parent.unfinished(), bottom.withPath(arc.parent.path()));
                arc.particulars().undecided = Bottom.graver(arc.undecided(), bottom);
            }
            Tasks.recordLayers(comprehension);
            if (!comprehension.yields().isEmpty()) {
                arc.keepGiven();
                if (comprehension.isAssumed && arc.presence == Presence.ABSENT) {
                    arc.parent.particulars().unfinished = Bottom.graver(
                            arc.parent.unfinished(),
                            Bottom.conflict(
                                            "cyclic reference to field " + arc.label,
                                            candidate.declaration().position())
                                    .withPath(arc.parent.path()));
                }
            }
            for (Environment body : comprehension.yields()) {
                Conjunct conjunct = comprehension.conjunct;
                add(
                        arc,
                        Conjunct.of(
                                body,
                                candidate.declaration().value(),
                                comprehension.group,
                                conjunct.trail(),
                                conjunct.guards() | comprehension.reads,
                                candidate.declaration()),
                        presence(candidate.declaration().constraint()));
                Vertex parent = arc.parent;
                if (comprehension.group != null) {
                    Closedness.demand(parent, comprehension.group);
                }
            }
        }
        if (open.isEmpty()) {
            arc.particulars().pending = null;
        }
        if (arc.parent.state != State.EXPANDING) {
            // otherwise it is checked when all is in that may allow it
            Closedness.check(arc.parent, arc, evaluation);
        }
        return blocked;
    }

    /** Whether a comprehension that is being decided adds to a vertex, as its field or as one of the struct around it. */
    boolean isBeingDecided(Vertex vertex) {
        Vertex arc = vertex.source();
        if (arc.label == null || arc.parent == null) {
            return false;
        }
        return isBeingAdded(arc) || isBeingAdded(arc.parent.source(), arc.label);
    }

    /** Whether a comprehension that is being decided may add a field. */
    static boolean isBeingAdded(Vertex arc) {
        if (arc.pending() != null) {
            for (Comprehension.Field candidate : arc.pending()) {
                if (candidate.comprehension().isRunning()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isBeingAdded(Vertex struct, Label label) {
        if (struct.pending() != null) {
            for (Comprehension.Field candidate : struct.pending()) {
                if (candidate.comprehension().isRunning()
                        && declares(candidate.declaration().value(), List.of(label))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a value is written with fields along a path. */
    private static boolean declares(Expression value, List<Label> path) {
        if (path.isEmpty()) {
            return true;
        }
        if (value instanceof Expression.Unification unification) {
            return unification.operands().stream().anyMatch(operand -> declares(operand, path));
        }
        if (value instanceof Expression.StructLiteral literal) {
            for (Declaration declaration : literal.declarations()) {
                if (declaration instanceof Declaration.Field field
                        && field.label().equals(path.get(0))
                        && field.constraint() == Decl.Constraint.NONE
                        && declares(field.value(), path.subList(1, path.size()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Expands a struct or list and decides about all its fields; a provisional bottom while that is not possible. */
    Bottom settle(Vertex vertex) {
        evaluation.expander.expand(vertex);
        evaluation.reads |= vertex.reads(Reads.GUARDS);
        if (vertex.state == State.EXPANDING && !vertex.work.frozen && hasWork(vertex)) {
            return Bottom.of(Bottom.Code.CYCLE, "cycle: fields of " + vertex.path() + " are not known yet")
                    .asProvisional();
        }
        while (true) {
            Bottom blocked = null;
            boolean isProgress = false;
            for (int i = 0; i < vertex.arcCount(); i++) {
                Vertex arc = vertex.arc(i);
                int open = arc.pending() == null ? 0 : arc.pending().size();
                Bottom bottom = decide(arc);
                blocked = blocked == null ? bottom : blocked;
                isProgress |= open > (arc.pending() == null ? 0 : arc.pending().size());
            }
            // what one comprehension has added another one may have waited for
            if (blocked == null || !isProgress) {
                return blocked;
            }
        }
    }

    /** Whether nothing can be said yet about fields that are not there. */
    static boolean mayGrow(Vertex vertex) {
        return hasWork(vertex) && (!vertex.work.frozen || hasValueTask(vertex.work));
    }

    /** Whether the value as a whole is still to be computed: then even a vertex that is stuck may get any field. */
    private static boolean hasValueTask(Work work) {
        for (int i = 0; i < work.tasks.size(); i++) {
            Work.Task task = work.tasks.get(i);
            if (task.declaration == null && task.comprehension == null) {
                return true;
            }
        }
        return false;
    }

    static boolean hasWork(Vertex vertex) {
        return vertex.work.processed < vertex.count || !vertex.work.tasks.isEmpty();
    }

    // ---- patterns ----

    void addPattern(Vertex vertex, Fields.Pattern pattern) {
        vertex.fields().patterns = Fields.with(vertex.patterns(), pattern);
    }

    void applyPatterns(Vertex vertex) {
        for (int p = 0; p < vertex.patterns().size(); p++) {
            Fields.Pattern pattern = vertex.patterns().get(p);
            while (pattern.applied < vertex.arcCount()) {
                Vertex arc = vertex.arc(pattern.applied++);
                if (!matches(vertex, pattern, arc.label)) {
                    continue;
                }
                Conjunct template = pattern.template;
                Environment environment = pattern.from >= 0
                        ? template.environment()
                        : Environment.labelled(template.environment(), arc, arc.label);
                addConjunct(
                        arc,
                        Conjunct.of(
                                environment,
                                template.expression(),
                                template.group(),
                                template.trail(),
                                template.guards(),
                                null),
                        Presence.ABSENT);
            }
        }
    }

    boolean matches(Vertex vertex, Fields.Pattern pattern, Label label) {
        if (pattern.from >= 0) {
            return label.kind() == Label.Kind.INDEX && label.index() >= pattern.from;
        }
        if (label.kind() != Label.Kind.STRING) {
            return false;
        }
        Value matcher = pattern.matcher;
        if (matcher == BasicType.STRING || matcher == BasicType.TOP) {
            return true;
        }
        Text name = new Text(label.name());
        if (matcher instanceof Bound bound) {
            return (bound.kinds() & name.kinds()) != 0 && bound.admits(name);
        }
        if (matcher instanceof Disjuncts disjuncts) {
            for (Value alternative : disjuncts.values()) {
                Value value = evaluation.evaluator.flat(alternative, Position.none());
                if (!(value instanceof Vertex)
                        && !(Meet.of(value, name, evaluation.functions::violation) instanceof Bottom)) {
                    return true;
                }
            }
            return false;
        }
        return !(Meet.of(matcher, name, evaluation.functions::violation) instanceof Bottom);
    }

    /** The conjunct for an element or member of data. */
    static Conjunct part(Conjunct whole, JsonNode node) {
        return Conjunct.of(
                null,
                new Expression.Data(Position.none(), node, whole.isInput()),
                whole.group(),
                whole.trail(),
                whole.guards(),
                null);
    }
}
