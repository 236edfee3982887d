package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.ArrayList;
import java.util.List;

/** Puts list literals into vertices. */
final class Lists {

    private Lists() {}

    static void insert(Evaluation evaluation, Vertex vertex, Conjunct conjunct, Expression.ListLiteral literal) {
        if (conjunct.group() != null) {
            Closedness.demand(vertex, conjunct.group());
        }
        for (Expression.Element element : literal.elements()) {
            if (element.comprehension() != null) {
                vertex.work().isList = true;
                vertex.work().tasks.add(new Work.Task(conjunct, null, null));
                return;
            }
        }
        List<Expression.Element> elements = literal.elements();
        for (int i = 0; i < elements.size(); i++) {
            element(evaluation, vertex, i, conjunct.with(elements.get(i).expression()));
        }
        close(evaluation, vertex, conjunct, literal, elements.size());
    }

    private static void element(Evaluation evaluation, Vertex vertex, int index, Conjunct conjunct) {
        Vertex arc = evaluation.arcs.arcFor(vertex, Label.index(index));
        evaluation.arcs.addConjunct(
                arc,
                Conjunct.of(
                        conjunct.environment(),
                        conjunct.expression(),
                        conjunct.group(),
                        conjunct.trail(),
                        conjunct.guards(),
                        null),
                Presence.REGULAR);
    }

    private static void close(
            Evaluation evaluation, Vertex vertex, Conjunct conjunct, Expression.ListLiteral literal, int length) {
        if (literal.rest() == null) {
            closeAt(vertex, length, literal.position());
            return;
        }
        Work work = vertex.work();
        work.isList = true;
        work.leastLength = Math.max(work.leastLength, length);
        if (work.listPosition == null) {
            work.listPosition = literal.position();
        }
        if (!(literal.rest() instanceof Expression.Constant constant
                && constant.value().kinds() == io.jenkins.plugins.vela.cue.value.Kind.TOP)) {
            evaluation.arcs.addPattern(
                    vertex,
                    new Fields.Pattern(
                            null, conjunct.with(literal.rest()).with(Trail.optional(conjunct.trail())), length));
        }
    }

    private static void closeAt(Vertex vertex, int length, Position position) {
        Work work = vertex.work();
        work.isList = true;
        if (work.closedLength >= 0 && work.closedLength != length) {
            work.fatal = Bottom.graver(
                    work.fatal,
                    Bottom.conflict(
                                    "incompatible list lengths (" + Math.min(length, work.closedLength) + " and "
                                            + Math.max(length, work.closedLength) + ")",
                                    position)
                            .withPath(vertex.path()));
        }
        work.closedLength = length;
        if (work.listPosition == null) {
            work.listPosition = position;
        }
    }

    /** Puts in a list with comprehensions; false when that must be tried again. */
    static boolean insertComprehended(
            Evaluation evaluation, Vertex vertex, Conjunct conjunct, Expression.ListLiteral literal) {
        List<Conjunct> made = new ArrayList<>();
        for (Expression.Element element : literal.elements()) {
            if (element.comprehension() == null) {
                made.add(conjunct.with(element.expression()));
                continue;
            }
            Comprehension comprehension = new Comprehension(element.comprehension(), conjunct, null, null);
            Bottom bottom = comprehension.run(evaluation);
            evaluation.reads |= comprehension.reads;
            if (bottom != null) {
                if (!bottom.provisional()) {
                    evaluation.expander.add(vertex, vertex.work(), bottom, literal.position());
                    return true;
                }
                return evaluation.tasks.failed(vertex, vertex.work(), bottom);
            }
            for (Environment environment : comprehension.yields()) {
                made.add(Conjunct.of(
                        environment,
                        element.comprehension().body(),
                        conjunct.group(),
                        conjunct.trail(),
                        conjunct.guards() | comprehension.reads,
                        null));
            }
        }
        for (int i = 0; i < made.size(); i++) {
            element(evaluation, vertex, i, made.get(i));
        }
        close(evaluation, vertex, conjunct, literal, made.size());
        return true;
    }

    /** Puts in data. */
    static void insert(Evaluation evaluation, Vertex vertex, Conjunct conjunct, JsonNode array) {
        for (int i = 0; i < array.size(); i++) {
            Vertex arc = evaluation.arcs.arcFor(vertex, Label.index(i));
            evaluation.arcs.addConjunct(arc, Arcs.part(conjunct, array.get(i)), Presence.REGULAR);
        }
        closeAt(vertex, array.size(), Position.none());
    }
}
