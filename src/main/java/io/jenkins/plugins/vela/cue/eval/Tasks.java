package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Expression.StructLiteral;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What a vertex can only know by looking elsewhere: references, computed fields and patterns, comprehensions, expressions.
 * A task that meets a vertex which is only being expanded is tried again later.
 */
final class Tasks {

    private final Evaluation evaluation;

    Tasks(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    // ---- tasks ----

    /** Tries a task; true when it need not be tried again. */
    boolean attempt(Vertex vertex, Work work, Work.Task task) {
        evaluation.step();
        Trail outer = evaluation.trail;
        evaluation.trail = task.conjunct.trail();
        boolean finished = evaluate(vertex, work, task);
        evaluation.trail = outer;
        return finished;
    }

    private boolean evaluate(Vertex vertex, Work work, Work.Task task) {
        Conjunct conjunct = task.conjunct;
        if (task.comprehension != null) {
            return runComprehension(vertex, work, task);
        }
        if (task.declaration instanceof Declaration.DynamicField field) {
            return dynamicField(vertex, work, conjunct, field);
        }
        if (task.declaration instanceof Declaration.Pattern declaration) {
            Value matcher = evaluation.evaluator.flat(declaration.pattern(), conjunct.environment());
            if (matcher instanceof Bottom bottom) {
                return failed(vertex, work, bottom);
            }
            Fields.Pattern pattern = new Fields.Pattern(declaration, conjunct, -1);
            pattern.matcher = matcher;
            evaluation.arcs.addPattern(vertex, pattern);
            evaluation.arcs.applyPatterns(vertex);
            return true;
        }
        Expression expression = conjunct.expression();
        if (!expression.isReference() && Cycles.holdsBack(work, conjunct)) {
            return true;
        }
        if (expression instanceof Expression.Call call && Functions.isOr(call)) {
            return disjunctionOf(vertex, work, conjunct, call);
        }
        if (expression.tag() == Expression.Tag.LIST) {
            return Lists.insertComprehended(evaluation, vertex, conjunct, (Expression.ListLiteral) expression);
        }
        Value value = expression.isReference()
                ? evaluation.evaluator.resolve(expression, conjunct.environment())
                : evaluation.evaluator.evaluate(expression, conjunct.environment());
        if (value instanceof Bottom bottom) {
            if (bottom.provisional()) {
                work.provisional = true;
                work.blocked = bottom;
                return false;
            }
            Cycles.structure(work, conjunct.trail());
            evaluation.expander.add(vertex, work, bottom, expression.position());
            return true;
        }
        if (value instanceof Vertex other) {
            if (vertex.count == 1 && expression.tag() == Expression.Tag.CALL) {
                vertex.particulars().computed = other;
            }
            take(vertex, other, conjunct, expression);
        } else {
            Cycles.structure(work, conjunct.trail());
            if (value instanceof Validator validator && validator.builtin().mode() == Builtin.Mode.ANY) {
                // it may speak of any field
                Closedness.open(vertex, conjunct.group());
            }
            evaluation.expander.add(vertex, work, evaluation.functions.asConstraint(value), expression.position());
        }
        return true;
    }

    /** {@code or(list)}: a disjunction that is the same one however often the vertex is copied. */
    private boolean disjunctionOf(Vertex vertex, Work work, Conjunct conjunct, Expression.Call call) {
        Value value = evaluation.functions.alternatives(call, conjunct.environment());
        if (value instanceof Bottom bottom) {
            if (bottom.provisional()) {
                return failed(vertex, work, bottom);
            }
            evaluation.expander.add(vertex, work, bottom, call.position());
            return true;
        }
        Cycles.structure(work, conjunct.trail());
        List<Value> alternatives = evaluation.functions.elementsOf((Vertex) value);
        alternatives.replaceAll(this::plain);
        evaluation.disjunctions.add(vertex, conjunct, call, PredeclaredFunctions.disjunction(alternatives));
        return true;
    }

    /** A scalar without the vertex around it, if the value is one for good. */
    private Value plain(Value value) {
        Value flat = evaluation.evaluator.flat(value, Position.none());
        boolean isPlain =
                value instanceof Vertex vertex && vertex.isSettled() && flat.isConcrete() && !(flat instanceof Vertex);
        return isPlain ? flat : value;
    }

    /** Remembers why a part of a struct could not be made; true when trying again is of no use. */
    boolean failed(Vertex vertex, Work work, Bottom bottom) {
        if (bottom.provisional()) {
            work.provisional = true;
            work.blocked = bottom;
            return false;
        }
        if (bottom.isFatal()) {
            work.fatal = Bottom.graver(work.fatal, bottom.withPath(vertex.path()));
        } else {
            work.unfinished = Bottom.graver(work.unfinished, bottom);
        }
        return true;
    }

    private boolean runComprehension(Vertex vertex, Work work, Work.Task task) {
        Comprehension comprehension = task.comprehension;
        Bottom bottom = comprehension.run(evaluation);
        vertex.addReads(Reads.GUARDS, comprehension.reads);
        if (bottom != null) {
            return failed(vertex, work, bottom);
        }
        recordLayers(comprehension);
        Conjunct around = comprehension.conjunct;
        StructLiteral body = comprehension.declaration.body();
        for (Environment environment : comprehension.yields()) {
            Conjunct conjunct = Conjunct.of(
                    environment,
                    body,
                    comprehension.group,
                    around.trail(),
                    around.guards() | comprehension.reads,
                    null);
            Group group =
                    body.embeds() ? new Group(Group.Kind.LITERAL, comprehension.group, null) : comprehension.group;
            Cycles.structure(work, conjunct.trail());
            evaluation.literals.insert(vertex, body, environment, conjunct, group, false);
        }
        return true;
    }

    static void recordLayers(Comprehension comprehension) {
        if (!comprehension.recorded) {
            comprehension.recorded = true;
            for (int i = 0; i < comprehension.yields().size(); i++) {
                comprehension
                        .target
                        .fields()
                        .addLayer(new FieldOrder.Yielded(
                                comprehension.declaration.body(), comprehension.conjunct.trail()));
            }
        }
    }

    private boolean dynamicField(Vertex vertex, Work work, Conjunct conjunct, Declaration.DynamicField field) {
        long outer = evaluation.reads;
        evaluation.reads = 0;
        Value value = evaluation.evaluator.concrete(field.label(), conjunct.environment());
        long labelReads = evaluation.reads;
        evaluation.reads = outer;
        vertex.addReads(Reads.GUARDS, labelReads);
        if (value instanceof Bottom bottom) {
            return failed(vertex, work, bottom);
        }
        if (!(value instanceof Text text)) {
            return failed(
                    vertex,
                    work,
                    Bottom.conflict("cannot use " + value + " as a field name: not a string", field.position()));
        }
        Label label = Label.string(text.value());
        if (field.constraint() == Decl.Constraint.NONE) {
            work.strongStruct = true;
        }
        Vertex arc = evaluation.arcs.arcFor(vertex, label);
        Declaration.Field made =
                new Declaration.Field(field.position(), label, field.constraint(), field.value(), field.syntax());
        if (vertex.dynamic() == null) {
            vertex.fields().dynamic = new ArrayList<>(4);
        }
        vertex.dynamic().add(new FieldOrder.Dynamic(field, label, made));
        evaluation.arcs.addConjunct(
                arc,
                Conjunct.of(
                        Environment.labelled(conjunct.environment(), arc, label),
                        field.value(),
                        conjunct.group(),
                        conjunct.trail(),
                        conjunct.guards() | labelReads,
                        made),
                Arcs.presence(field.constraint()));
        if (vertex.patterns() != null) {
            evaluation.arcs.applyPatterns(vertex);
        }
        return true;
    }

    // ---- references ----

    /** Where a scalar is written, if the vertex has just this conjunct; otherwise the place given. */
    private static Position scalarPosition(Vertex scalar, Position otherwise) {
        return scalar.count == 1 && scalar.conjunct(0).expression() instanceof Expression.Constant constant
                ? constant.position()
                : otherwise;
    }

    private static boolean isScalar(Vertex target) {
        return target.kind == 0
                && target.value != null
                && target.value.isConcrete()
                && target.value.kinds() != Kind.FUNCTION
                && target.chosen() == null
                && target.origin() == null
                && target.arcCount() == 0
                && target.isSettled();
    }

    /** Takes over the conjuncts of the vertex that a reference leads to. */
    void take(Vertex vertex, Vertex target, Conjunct conjunct, Expression reference) {
        Chains.Link link = evaluation.chains.from(target, conjunct.trail());
        if (link == null) {
            take(vertex, target, conjunct, reference, reference.namesDefinition());
        } else {
            evaluation.hasLinks = true;
            take(vertex, link.end(), conjunct, reference, reference.namesDefinition() || link.closes());
        }
    }

    private void take(Vertex vertex, Vertex target, Conjunct conjunct, Expression reference, boolean closes) {
        Work work = vertex.work();
        if (target.source() == vertex.source()) {
            return;
        }
        if (target.denied() != null) {
            evaluation.expander.add(vertex, work, target.denied(), reference.position());
            return;
        }
        if (!evaluation.cyclic.isEmpty() && evaluation.cyclic.containsKey(target)) {
            evaluation.expander.add(vertex, work, evaluation.cyclic.get(target), reference.position());
            return;
        }
        if (isScalar(target)) {
            // its value is all there is to it, and what that was made of need not be gone through again
            evaluation.expander.expand(target);
            evaluation.take(target, vertex);
            Cycles.structure(work, conjunct.trail());
            evaluation.expander.add(vertex, work, target.value, scalarPosition(target, reference.position()));
            return;
        }
        if (target.computed() != null && target.count == 1 && target.isSettled()) {
            // what was computed there need not be computed again
            evaluation.expander.expand(target);
            evaluation.take(target, vertex);
            take(vertex, target.computed(), conjunct, reference, closes);
            return;
        }
        Trail trail = Cycles.follow(vertex, target, conjunct, reference);
        if (trail == null) {
            return;
        }
        Group group = conjunct.group();
        for (int i = 0; i < work.imported.size(); i++) {
            if (work.imported.get(i) == target && work.importedGroups.get(i) == group) {
                return;
            }
        }
        work.imported.add(target);
        work.importedGroups.add(group);
        if (closes) {
            group = new Group(Group.Kind.DEFINITION, group, null);
        }
        evaluation.take(target, vertex);
        if (target.pending() != null) {
            evaluation.metUndecided |= evaluation.arcs.isBeingDecided(target);
            evaluation.arcs.decide(target);
        }
        long guards = conjunct.guards();
        for (int i = 0; i < target.count; i++) {
            Conjunct theirs = target.conjunct(i);
            evaluation.expander.process(
                    vertex,
                    Conjunct.of(theirs.environment(), theirs.expression(), group, trail, guards, theirs.field()));
        }
        if (!target.isComplete()) {
            vertex.follows = true;
            target.particulars().dependents = Fields.with(
                    target.dependents(),
                    new Particulars.Dependent(vertex, vertex.particulars().generation, group, trail, guards));
        }
        if (target.count == 0 && target.value != null) {
            evaluation.read(target);
            evaluation.expander.add(vertex, work, target.value, reference.position());
        }
    }
}
