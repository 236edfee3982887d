package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Expression.StructLiteral;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Meet;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Value;

/**
 * Turns the conjuncts of a vertex into arcs and a value. Literals go in at once; what must look elsewhere (references,
 * computed fields, comprehensions, expressions) is a task that may have to be tried again, because a vertex can be asked
 * for while it is being expanded: then it shows what is known so far, and whoever misses something gets a provisional
 * bottom, which nobody remembers.
 */
final class Expander {

    private final Evaluation evaluation;
    private final Finisher finisher;

    Expander(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.finisher = new Finisher(evaluation);
    }

    /** Makes arcs and value known, as far as that is possible now. */
    void expand(Vertex vertex) {
        evaluation.read(vertex);
        if (vertex.state == State.DONE) {
            evaluation.reads |= vertex.reads(Reads.VALUE);
            return;
        }
        if (vertex.state == State.EXPANDING) {
            return;
        }
        if (vertex.state == State.NEW && isPlain(vertex)) {
            return;
        }
        evaluation.enter();
        boolean first = vertex.state == State.NEW;
        vertex.state = State.EXPANDING;
        long outerReads = evaluation.reads;
        Vertex outer = evaluation.current;
        Node outerReader = evaluation.reader;
        evaluation.reads = 0;
        evaluation.current = vertex;
        evaluation.reader = vertex;
        Work work = vertex.work == null ? evaluation.work(vertex) : vertex.work;
        work.frozen = false;
        work.provisional = false;
        work.blocked = null;
        if (first && vertex.fills() != null) {
            evaluation.arcs.createFilled(vertex);
        }
        while (true) {
            saturate(vertex, work);
            if (!work.frozen && (!work.tasks.isEmpty() || vertex.pending() != null)) {
                work.frozen = true;
                work.provisional = false;
                work.blocked = null;
                continue;
            }
            finisher.finish(vertex, work);
            if (work.processed == vertex.count && work.late.isEmpty()) {
                break;
            }
        }
        vertex.state =
                work.tasks.isEmpty() && vertex.pending() == null && !work.provisional ? State.DONE : State.PROVISIONAL;
        vertex.isTooShort = work.leastLength > vertex.elementCount();
        vertex.addReads(Reads.VALUE, evaluation.reads);
        if (vertex.isSettled()) {
            evaluation.release(vertex);
        }
        evaluation.reads = outerReads | vertex.reads(Reads.VALUE);
        evaluation.current = outer;
        evaluation.reader = outerReader;
        evaluation.leave();
    }

    /** Most values are one scalar from the program or from data, which needs no work: sets it. */
    private boolean isPlain(Vertex vertex) {
        if (vertex.count != 1
                || vertex.pending() != null
                || vertex.fills() != null
                || vertex.origin() != null
                || vertex.work != null) {
            return false;
        }
        Conjunct conjunct = vertex.conjunct(0);
        if (Trail.isCyclic(conjunct.trail())) {
            return false;
        }
        Value value;
        if (conjunct.expression() instanceof Expression.Constant constant && !(constant.value() instanceof Vertex)) {
            value = constant.value();
        } else if (conjunct.expression() instanceof Expression.Data data
                && data.node().isValueNode()) {
            value = JsonValues.scalar(data.node());
        } else {
            return false;
        }
        if (value instanceof Bottom) {
            return false;
        }
        evaluation.step();
        vertex.value = value;
        vertex.addReads(Reads.VALUE, conjunct.guards());
        vertex.state = State.DONE;
        evaluation.reads |= vertex.reads(Reads.VALUE);
        return true;
    }

    /** Processes conjuncts and tasks until nothing changes. */
    private void saturate(Vertex vertex, Work work) {
        while (true) {
            while (work.processed < vertex.count) {
                process(vertex, vertex.conjunct(work.processed++));
            }
            if (vertex.pending() != null && vertex != evaluation.undecided) {
                evaluation.arcs.decide(vertex);
                if (work.processed < vertex.count) {
                    continue;
                }
            }
            while (!work.late.isEmpty()) {
                process(vertex, work.late.remove(0));
            }
            if (vertex.patterns() != null) {
                evaluation.arcs.applyPatterns(vertex);
            }
            boolean progress = false;
            work.provisional = false;
            work.blocked = null;
            for (int i = 0; i < work.tasks.size(); i++) {
                Work.Task task = work.tasks.get(i);
                if (evaluation.tasks.attempt(vertex, work, task)) {
                    work.tasks.remove(i--);
                    progress = true;
                    if (work.processed < vertex.count) {
                        break;
                    }
                }
            }
            if (!progress && work.processed == vertex.count && work.late.isEmpty()) {
                return;
            }
        }
    }

    // ---- conjuncts ----

    void process(Vertex vertex, Conjunct conjunct) {
        evaluation.step();
        Expression expression = conjunct.expression();
        Work work = vertex.work();
        evaluation.reads |= conjunct.guards();
        Cycles.enter(work, conjunct.trail());
        switch (expression.tag()) {
            case CONSTANT -> {
                Cycles.structure(work, conjunct.trail());
                Value value = ((Expression.Constant) expression).value();
                if (value instanceof Vertex other) {
                    evaluation.tasks.take(vertex, other, conjunct, expression);
                } else {
                    add(vertex, work, value, expression.position());
                }
            }
            case BOTTOM ->
                add(
                        vertex,
                        work,
                        Bottom.of(Bottom.Code.USER, "explicit error (_|_ literal) in source", expression.position()),
                        expression.position());
            case STRUCT -> {
                Cycles.structure(work, conjunct.trail());
                StructLiteral literal = (StructLiteral) expression;
                evaluation.literals.insert(vertex, literal, Environment.of(conjunct.environment(), vertex), conjunct);
            }
            case LIST -> {
                Cycles.structure(work, conjunct.trail());
                Lists.insert(evaluation, vertex, conjunct, (Expression.ListLiteral) expression);
            }
            case UNIFICATION -> {
                for (Expression operand : ((Expression.Unification) expression).operands()) {
                    process(vertex, conjunct.with(operand));
                }
            }
            case DISJUNCTION -> {
                evaluation.disjunctions.add(vertex, conjunct, expression, (Expression.Disjunction) expression);
            }
            case DATA -> {
                Cycles.structure(work, conjunct.trail());
                evaluation.literals.data(vertex, work, conjunct, (Expression.Data) expression);
            }
            case CALL -> {
                Expression.Call call = (Expression.Call) expression;
                if (Functions.isClose(call)) {
                    Group group = new Group(Group.Kind.CLOSE, conjunct.group(), vertex.source());
                    process(vertex, conjunct.with(group).with(call.arguments().get(0)));
                    // close takes structs only
                    add(vertex, work, BasicType.STRUCT, call.position());
                } else {
                    work.tasks.add(new Work.Task(conjunct, null, null));
                }
            }
            default -> work.tasks.add(new Work.Task(conjunct, null, null));
        }
    }

    /** Unifies a scalar, type or bottom with the vertex. */
    void add(Vertex vertex, Work work, Value value, Position position) {
        if (value instanceof Bottom bottom) {
            if (bottom.isFatal()) {
                work.fatal = Bottom.graver(work.fatal, bottom.withPath(vertex.path()));
            } else {
                work.incomplete = Bottom.graver(work.incomplete, bottom);
            }
            return;
        }
        if (work.scalar == null) {
            work.scalar = value;
            work.scalarPosition = position;
            return;
        }
        Value met = Meet.of(work.scalar, value, evaluation.functions::violation);
        if (met instanceof Bottom bottom) {
            // what somebody wrote for the value is more telling than the constraint that it violates
            boolean isFirst = value.isConcrete() || !work.scalar.isConcrete() || work.scalarPosition == null;
            Bottom placed = bottom.at(isFirst ? position : work.scalarPosition);
            placed = !isFirst
                    ? placed.at(position)
                    : work.scalarPosition != null ? placed.at(work.scalarPosition) : placed;
            work.fatal = Bottom.graver(work.fatal, placed.withPath(vertex.path()));
        } else {
            if (value.isConcrete() && !work.scalar.isConcrete()) {
                work.scalarPosition = position;
            }
            work.scalar = met;
        }
    }
}
