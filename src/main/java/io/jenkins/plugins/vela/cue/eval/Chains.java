package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Chains of plain references ({@code c: b}, {@code b: a}): who follows one goes from its begin to its end at once, once
 * somebody has been there. Otherwise each of n references in a row would be followed n times.
 */
final class Chains {

    /** Shorter ones are followed step by step. */
    private static final int SHORT = 8;

    private final Evaluation evaluation;

    Chains(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Where a chain leads.
     *
     * @param end what is no plain reference
     * @param closes whether some reference on the way names a definition
     */
    record Link(Vertex end, boolean closes) {}

    /** Where the chain that begins at a vertex leads, when it is followed at the end of a long trail; otherwise null. */
    Link from(Vertex start, Trail trail) {
        if (Trail.length(trail) < SHORT) {
            return null;
        }
        List<Vertex> passed = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        Vertex at = start;
        Vertex mark = start;
        for (Link link = next(at); link != null; link = next(at)) {
            evaluation.step();
            passed.add(at);
            links.add(link);
            at = link.end();
            if (at == mark) {
                // it goes round
                return null;
            }
            if (Integer.bitCount(passed.size()) == 1) {
                mark = at;
            }
        }
        Link whole = null;
        for (int i = passed.size() - 1; i >= 0; i--) {
            whole = new Link(at, links.get(i).closes() || (whole != null && whole.closes()));
            passed.get(i).particulars().link = whole;
        }
        return whole;
    }

    private Link next(Vertex vertex) {
        if (vertex.link() != null) {
            return vertex.link();
        }
        Vertex target = target(vertex);
        return target == null
                ? null
                : new Link(target, vertex.conjunct(0).expression().namesDefinition());
    }

    /** What a vertex refers to that is nothing but a reference to another one, now and for good; otherwise null. */
    Vertex target(Vertex vertex) {
        if (vertex.count != 1
                || vertex.partial
                || vertex.origin() != null
                || vertex.fills() != null
                || vertex.denied() != null
                || !vertex.isComplete()
                || (vertex.state != State.NEW && vertex.state != State.DONE)) {
            return null;
        }
        Conjunct conjunct = vertex.conjunct(0);
        if (!conjunct.expression().isReference()
                || conjunct.group() != null
                || conjunct.guards() != 0
                || Trail.isCyclic(conjunct.trail())) {
            return null;
        }
        Value value = evaluation.evaluator.resolve(conjunct.expression(), conjunct.environment());
        return value instanceof Vertex target && target.source() != vertex ? target : null;
    }
}
