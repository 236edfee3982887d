package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Attribute;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the actions of a value in the order in which the reference performs them: depth first, children before parents,
 * siblings in export order but those with {@code @step(n)} first, by n. Hidden and optional fields and list elements are
 * visited, definitions are not.
 */
final class Actions {

    private final Evaluation evaluation;
    private int depth;
    /** Met something that may still change. */
    private boolean isUncertain;

    Actions(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    List<Vertex> of(Vertex vertex) {
        List<Vertex> found = new ArrayList<>();
        add(vertex, found);
        return found;
    }

    private void add(Vertex vertex, List<Vertex> found) {
        List<Vertex> known = vertex.actions();
        if (known != null) {
            found.addAll(known);
            return;
        }
        if (cannotHaveAny(vertex)) {
            return;
        }
        boolean outer = isUncertain;
        isUncertain = false;
        int before = found.size();
        visit(vertex, found);
        if (!isUncertain && vertex.isSettled()) {
            int after = found.size();
            vertex.setActions(after == before ? List.of() : List.copyOf(found.subList(before, after)));
        } else {
            outer = true;
        }
        isUncertain = outer;
    }

    /** Whether there are no actions whatever the vertex is, so that it need not be evaluated. */
    private boolean cannotHaveAny(Vertex vertex) {
        if (vertex.state != State.NEW || !vertex.isComplete() || !evaluation.tracking.isByDefinition()) {
            return false;
        }
        for (int i = 0; i < vertex.count; i++) {
            if (vertex.conjunct(i).expression().mayHoldDefinitions()) {
                return false;
            }
        }
        return true;
    }

    private void visit(Vertex vertex, List<Vertex> found) {
        evaluation.expander.expand(vertex);
        Vertex target = vertex.deref();
        if (target.value instanceof Disjuncts disjuncts && disjuncts.preferred() instanceof Vertex preferred) {
            target = preferred.deref();
        }
        if (target.kind == 0 || target.value instanceof Bottom) {
            return;
        }
        if (++depth > evaluation.options.limits().depth()) {
            throw new LimitException(
                    "values nested deeper than " + evaluation.options.limits().depth());
        }
        isUncertain |= evaluation.arcs.settle(target) != null || !target.isSettled();
        int[] order = evaluation.orders.of(target);
        int count = target.arcCount();
        if (isNumbered(target)) {
            List<Vertex> arcs = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                arcs.add(target.arc(order, i));
            }
            arcs.sort(Comparator.comparingInt(arc -> step(arc).orElse(Integer.MAX_VALUE)));
            for (Vertex arc : arcs) {
                within(arc, found);
            }
        } else {
            for (int i = 0; i < count; i++) {
                within(target.arc(order, i), found);
            }
        }
        depth--;
        if (evaluation.tracking.action(target) != null) {
            found.add(vertex);
        }
    }

    private void within(Vertex arc, List<Vertex> found) {
        boolean there = arc.presence == Presence.REGULAR || arc.presence == Presence.OPTIONAL;
        if (there && arc.denied() == null && !arc.label.isDefinition()) {
            add(arc, found);
        }
    }

    private static boolean isNumbered(Vertex target) {
        for (int i = 0; i < target.arcCount(); i++) {
            if (step(target.arc(i)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The number of a {@code @step(n)} attribute. */
    private static Optional<Integer> step(Vertex vertex) {
        return attribute(vertex, "step").flatMap(text -> {
            try {
                return Optional.of(Integer.parseInt(text.strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** The body of an attribute of one of the declarations of a field. */
    static Optional<String> attribute(Vertex vertex, String name) {
        for (int i = 0; i < vertex.count; i++) {
            Conjunct conjunct = vertex.conjunct(i);
            if (conjunct.field() == null || conjunct.field().syntax().isEmpty()) {
                continue;
            }
            List<Attribute> attributes = conjunct.field().syntax().get().attributes();
            for (int j = 0; j < attributes.size(); j++) {
                Attribute attribute = attributes.get(j);
                if (attribute.name().equals(name)) {
                    return Optional.of(attribute.body());
                }
            }
        }
        return Optional.empty();
    }

    /** The string at a label, if it is one. */
    static Optional<String> text(Evaluation evaluation, Vertex action, Label label) {
        Vertex arc = action.deref().arc(label);
        if (arc == null || arc.presence != Presence.REGULAR) {
            return Optional.empty();
        }
        return evaluation.evaluator.concrete(arc, action.position())
                        instanceof io.jenkins.plugins.vela.cue.value.Scalars.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }
}
