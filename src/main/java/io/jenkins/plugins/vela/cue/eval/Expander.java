package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Expression.StructLiteral;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.eval.Vertex.Presence;
import io.jenkins.plugins.vela.cue.eval.Vertex.State;
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
 * Turns the conjuncts of a vertex into arcs and a value. Literals go in at once; what must look elsewhere (references,
 * computed fields, comprehensions, expressions) is a task that may have to be tried again, because a vertex can be asked
 * for while it is being expanded: then it shows what is known so far, and whoever misses something gets a provisional
 * bottom, which nobody remembers.
 */
final class Expander {

    /** How often a reference may be followed at one vertex before that counts as a cycle. */
    private static final int SAME_PLACE = 30;

    private final Evaluation evaluation;
    private final Finisher finisher;

    Expander(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.finisher = new Finisher(evaluation, this);
    }

    /** Makes arcs and value known, as far as that is possible now. */
    void expand(Vertex vertex) {
        if (vertex.state == State.DONE) {
            evaluation.reads |= vertex.reads;
            return;
        }
        if (vertex.state == State.EXPANDING) {
            return;
        }
        evaluation.enter();
        boolean first = vertex.state == State.NEW;
        vertex.state = State.EXPANDING;
        long outerReads = evaluation.reads;
        Vertex outer = evaluation.current;
        evaluation.reads = 0;
        evaluation.current = vertex;
        Vertex.Work work = vertex.work();
        work.frozen = false;
        work.provisional = false;
        work.blocked = null;
        if (first && vertex.fills != null) {
            createFilled(vertex);
        }
        while (true) {
            saturate(vertex, work);
            if (!work.frozen && (!work.tasks.isEmpty() || vertex.pending != null)) {
                work.frozen = true;
                work.provisional = false;
                work.blocked = null;
                continue;
            }
            finisher.finish(vertex, work);
            if (vertex.processed == vertex.count && work.late.isEmpty()) {
                break;
            }
        }
        vertex.state =
                work.tasks.isEmpty() && vertex.pending == null && !work.provisional ? State.DONE : State.PROVISIONAL;
        vertex.reads |= evaluation.reads;
        evaluation.reads = outerReads | vertex.reads;
        evaluation.current = outer;
        evaluation.leave();
    }

    /** Processes conjuncts and tasks until nothing changes. */
    private void saturate(Vertex vertex, Vertex.Work work) {
        while (true) {
            if (vertex.pending != null) {
                decide(vertex);
            }
            while (vertex.processed < vertex.count) {
                process(vertex, vertex.conjuncts[vertex.processed++]);
            }
            while (!work.late.isEmpty()) {
                process(vertex, work.late.remove(0));
            }
            if (vertex.patterns != null) {
                applyPatterns(vertex);
            }
            boolean progress = false;
            for (int i = 0; i < work.tasks.size(); i++) {
                Vertex.Task task = work.tasks.get(i);
                if (attempt(vertex, work, task)) {
                    work.tasks.remove(i--);
                    progress = true;
                    if (vertex.processed < vertex.count) {
                        break;
                    }
                }
            }
            if (!progress && vertex.processed == vertex.count && work.late.isEmpty()) {
                return;
            }
        }
    }

    // ---- conjuncts ----

    private void process(Vertex vertex, Conjunct conjunct) {
        evaluation.step();
        Expression expression = conjunct.expression();
        Vertex.Work work = vertex.work();
        evaluation.reads |= conjunct.guards();
        switch (expression.tag()) {
            case CONSTANT -> {
                mark(work, conjunct);
                Value value = ((Expression.Constant) expression).value();
                if (value instanceof Vertex other) {
                    take(vertex, other, conjunct, expression);
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
                mark(work, conjunct);
                StructLiteral literal = (StructLiteral) expression;
                insert(vertex, literal, Environment.of(conjunct.environment(), vertex), conjunct);
            }
            case LIST -> {
                mark(work, conjunct);
                Lists.insert(evaluation, vertex, conjunct, (Expression.ListLiteral) expression);
            }
            case UNIFICATION -> {
                for (Expression operand : ((Expression.Unification) expression).operands()) {
                    process(vertex, conjunct.with(operand));
                }
            }
            case DISJUNCTION -> {
                mark(work, conjunct);
                evaluation.disjunctions.add(vertex, conjunct, expression, (Expression.Disjunction) expression);
            }
            case DATA -> {
                work.nonCyclic = true;
                data(vertex, work, conjunct, (Expression.Data) expression);
            }
            case CALL -> {
                Expression.Call call = (Expression.Call) expression;
                if (Functions.isClose(call)) {
                    Group group = new Group(Group.Kind.CLOSE, conjunct.group(), vertex.source());
                    process(vertex, conjunct.with(group).with(call.arguments().get(0)));
                } else {
                    work.tasks.add(new Vertex.Task(conjunct, null, null));
                }
            }
            default -> work.tasks.add(new Vertex.Task(conjunct, null, null));
        }
    }

    /** For the disjunctions: the conjunct of a chosen alternative. */
    void processChosen(Vertex vertex, Conjunct conjunct) {
        process(vertex, conjunct);
    }

    static void mark(Vertex.Work work, Conjunct conjunct) {
        if (conjunct.isCyclic()) {
            work.cyclic = true;
        } else {
            work.nonCyclic = true;
        }
    }

    /** Unifies a scalar, type or bottom with the vertex. */
    void add(Vertex vertex, Vertex.Work work, Value value, Position position) {
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
            Bottom placed = bottom.at(position);
            if (work.scalarPosition != null) {
                placed = placed.at(work.scalarPosition);
            }
            work.fatal = Bottom.graver(work.fatal, placed.withPath(vertex.path()));
        } else {
            if (value.isConcrete() && !work.scalar.isConcrete()) {
                work.scalarPosition = position;
            }
            work.scalar = met;
        }
    }

    // ---- struct literals ----

    private void insert(Vertex vertex, StructLiteral literal, Environment environment, Conjunct conjunct) {
        Group group = literal.embeds() ? new Group(Group.Kind.LITERAL, conjunct.group(), null) : conjunct.group();
        insert(vertex, literal, environment, conjunct, group, true);
    }

    /**
     * Puts the declarations of a struct literal into a vertex.
     *
     * @param fields whether to put in the plain fields too; a comprehension's are put in when they are asked for
     */
    void insert(
            Vertex vertex,
            StructLiteral literal,
            Environment environment,
            Conjunct conjunct,
            Group group,
            boolean fields) {
        Vertex.Work work = vertex.work();
        Conjunct.Trail trail = conjunct.trail();
        long guards = conjunct.guards();
        if (fields) {
            vertex.addLayer(literal, trail, null);
        }
        if (group != null) {
            Closedness.demand(vertex, group);
        }
        if (literal.open()) {
            Closedness.open(vertex, group);
            work.strongStruct = true;
        }
        if (!literal.embeds()) {
            work.strongStruct |= fields && isStruct(literal);
        }
        work.weakStruct = true;
        if (work.structPosition == null) {
            work.structPosition = literal.position();
        }
        for (Declaration declaration : literal.declarations()) {
            if (declaration instanceof Declaration.Field field) {
                if (!fields) {
                    continue;
                }
                if (field.label().isRegular() && field.constraint() == Decl.Constraint.NONE) {
                    work.strongStruct = true;
                }
                Vertex arc = arcFor(vertex, field.label());
                addConjunct(
                        arc,
                        new Conjunct(environment, field.value(), group, trail, guards, field),
                        presence(field.constraint()));
            } else if (declaration instanceof Declaration.Embedding embedding) {
                Group embedded = embedding.expression().tag() == Expression.Tag.CONSTANT
                        ? group
                        : new Group(Group.Kind.EMBEDDING, group, null);
                process(vertex, new Conjunct(environment, embedding.expression(), embedded, trail, guards, null));
            } else if (declaration instanceof Declaration.Comprehension comprehension) {
                insert(vertex, work, comprehension, environment, conjunct, group);
            } else if (declaration instanceof Declaration.Pattern pattern) {
                Conjunct template = new Conjunct(environment, pattern.value(), group, trail, guards, null);
                Vertex.Pattern constraint = new Vertex.Pattern(pattern, template, -1);
                if (pattern.pattern() instanceof Expression.Constant constant) {
                    constraint.matcher = constant.value();
                    addPattern(vertex, constraint);
                } else {
                    work.tasks.add(new Vertex.Task(template, pattern, null));
                }
                work.strongStruct = true;
            } else if (declaration instanceof Declaration.DynamicField) {
                work.tasks.add(new Vertex.Task(
                        new Conjunct(environment, null, group, trail, guards, null), declaration, null));
            }
        }
    }

    private static boolean isStruct(StructLiteral literal) {
        for (Declaration declaration : literal.declarations()) {
            if (declaration instanceof Declaration.Field || declaration instanceof Declaration.Comprehension) {
                continue;
            }
            return true;
        }
        return literal.declarations().isEmpty();
    }

    private void insert(
            Vertex vertex,
            Vertex.Work work,
            Declaration.Comprehension declaration,
            Environment environment,
            Conjunct conjunct,
            Group group) {
        Conjunct around = new Conjunct(environment, null, group, conjunct.trail(), conjunct.guards(), null);
        Group inner = declaration.hasRest() ? new Group(Group.Kind.EMBEDDING, group, null) : group;
        Comprehension comprehension = new Comprehension(declaration, around, vertex, inner);
        for (Declaration.Field field : declaration.fixed()) {
            Vertex arc = arcFor(vertex, field.label());
            if (arc.pending == null) {
                arc.pending = new ArrayList<>(2);
            }
            arc.pending.add(new Comprehension.Field(comprehension, field));
            if (arc.state != State.EXPANDING && arc.state != State.NEW) {
                arc.state = State.PROVISIONAL;
            }
        }
        if (declaration.hasRest()) {
            work.tasks.add(new Vertex.Task(around, declaration, comprehension));
        }
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
            vertex.addArc(arc);
            FillTree fill = vertex.fills == null ? null : vertex.fills.child(label);
            if (fill != null) {
                arc.fills = fill;
                if (fill.data() != null) {
                    arc.append(fillConjunct(fill.data()));
                }
            }
        }
        return arc;
    }

    private void createFilled(Vertex vertex) {
        for (Map.Entry<Label, FillTree> child : vertex.fills.children().entrySet()) {
            if (child.getValue().creates()) {
                arcFor(vertex, child.getKey()).presence = Presence.REGULAR;
                vertex.work().weakStruct = true;
            }
        }
        if (vertex.parent == null && vertex.origin == null && vertex.fills.data() != null) {
            vertex.append(fillConjunct(vertex.fills.data()));
        }
    }

    private static Conjunct fillConjunct(JsonNode data) {
        return new Conjunct(null, new Expression.Data(Position.none(), data), null, null, 0, null);
    }

    void addConjunct(Vertex arc, Conjunct conjunct, Presence presence) {
        arc.append(conjunct);
        arc.presenceReads |= conjunct.guards();
        if (presence.compareTo(arc.presence) < 0) {
            arc.presence = presence;
        }
        if (arc.work != null && arc.work.dependents != null) {
            for (Vertex.Dependent d : arc.work.dependents) {
                d.vertex()
                        .late(new Conjunct(
                                conjunct.environment(),
                                conjunct.expression(),
                                d.group(),
                                d.trail(),
                                d.guards() | conjunct.guards(),
                                conjunct.field()));
            }
        }
    }

    /** Asks the comprehensions that may add this field; a provisional bottom while one of them cannot tell. */
    Bottom decide(Vertex arc) {
        evaluation.reads |= arc.presenceReads;
        if (arc.pending == null) {
            return null;
        }
        Bottom blocked = null;
        List<Comprehension.Field> open = arc.pending;
        for (int i = 0; i < open.size(); i++) {
            Comprehension.Field candidate = open.get(i);
            Comprehension comprehension = candidate.comprehension();
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
            arc.presenceReads |= comprehension.reads;
            evaluation.reads |= comprehension.reads;
            if (bottom != null) {
                arc.parent.unfinished = Bottom.graver(arc.parent.unfinished, bottom.withPath(arc.parent.path()));
                arc.undecided = Bottom.graver(arc.undecided, bottom);
            }
            recordLayers(comprehension);
            for (Environment body : comprehension.yields()) {
                Conjunct conjunct = comprehension.conjunct;
                addConjunct(
                        arc,
                        new Conjunct(
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
            arc.pending = null;
        }
        Closedness.check(arc.parent, arc, this);
        return blocked;
    }

    /** Expands a struct or list and decides about all its fields; a provisional bottom while that is not possible. */
    Bottom settle(Vertex vertex) {
        expand(vertex);
        evaluation.reads |= vertex.guardReads;
        if (vertex.state == State.EXPANDING && !vertex.work.frozen && hasWork(vertex)) {
            return Bottom.of(Bottom.Code.CYCLE, "cycle: fields of " + vertex.path() + " are not known yet")
                    .asProvisional();
        }
        Bottom blocked = null;
        for (int i = 0; i < vertex.arcCount; i++) {
            Vertex arc = vertex.arcs[i];
            evaluation.reads |= arc.presenceReads;
            if (arc.pending != null) {
                Bottom bottom = decide(arc);
                blocked = blocked == null ? bottom : blocked;
            }
        }
        return blocked;
    }

    static boolean hasWork(Vertex vertex) {
        return vertex.processed < vertex.count || !vertex.work.tasks.isEmpty();
    }

    // ---- patterns ----

    void addPattern(Vertex vertex, Vertex.Pattern pattern) {
        if (vertex.patterns == null) {
            vertex.patterns = new ArrayList<>(2);
        }
        vertex.patterns.add(pattern);
    }

    private void applyPatterns(Vertex vertex) {
        for (int p = 0; p < vertex.patterns.size(); p++) {
            Vertex.Pattern pattern = vertex.patterns.get(p);
            while (pattern.applied < vertex.arcCount) {
                Vertex arc = vertex.arcs[pattern.applied++];
                if (!matches(vertex, pattern, arc.label)) {
                    continue;
                }
                Conjunct template = pattern.template;
                Environment environment = pattern.from >= 0
                        ? template.environment()
                        : Environment.labelled(template.environment(), arc, arc.label);
                addConjunct(
                        arc,
                        new Conjunct(
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

    boolean matches(Vertex vertex, Vertex.Pattern pattern, Label label) {
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
            for (Value value : disjuncts.values()) {
                if (!(value instanceof Vertex)
                        && !(Meet.of(value, name, evaluation.functions::violation) instanceof Bottom)) {
                    return true;
                }
            }
            return false;
        }
        return !(Meet.of(matcher, name, evaluation.functions::violation) instanceof Bottom);
    }

    // ---- tasks ----

    /** Tries a task; true when it need not be tried again. */
    private boolean attempt(Vertex vertex, Vertex.Work work, Vertex.Task task) {
        evaluation.step();
        Conjunct.Trail outer = evaluation.trail;
        evaluation.trail = task.conjunct.trail();
        boolean finished = evaluate(vertex, work, task);
        evaluation.trail = outer;
        return finished;
    }

    private boolean evaluate(Vertex vertex, Vertex.Work work, Vertex.Task task) {
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
            Vertex.Pattern pattern = new Vertex.Pattern(declaration, conjunct, -1);
            pattern.matcher = matcher;
            addPattern(vertex, pattern);
            applyPatterns(vertex);
            return true;
        }
        if (conjunct.isCyclic() && !work.nonCyclic) {
            mark(work, conjunct);
            return true;
        }
        Expression expression = conjunct.expression();
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
            mark(work, conjunct);
            add(vertex, work, bottom, expression.position());
            return true;
        }
        if (value instanceof Vertex other) {
            take(vertex, other, conjunct, expression);
        } else {
            mark(work, conjunct);
            add(vertex, work, evaluation.functions.asConstraint(value), expression.position());
        }
        return true;
    }

    /** {@code or(list)}: a disjunction that is the same one however often the vertex is copied. */
    private boolean disjunctionOf(Vertex vertex, Vertex.Work work, Conjunct conjunct, Expression.Call call) {
        Value value = evaluation.functions.alternatives(call, conjunct.environment());
        if (value instanceof Bottom bottom) {
            if (bottom.provisional()) {
                return failed(vertex, work, bottom);
            }
            add(vertex, work, bottom, call.position());
            return true;
        }
        mark(work, conjunct);
        evaluation.disjunctions.add(
                vertex, conjunct, call, PredeclaredFunctions.disjunction(evaluation.functions.elementsOf((Vertex)
                        value)));
        return true;
    }

    /** Remembers why a part of a struct could not be made; true when trying again is of no use. */
    boolean failed(Vertex vertex, Vertex.Work work, Bottom bottom) {
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

    private boolean runComprehension(Vertex vertex, Vertex.Work work, Vertex.Task task) {
        Comprehension comprehension = task.comprehension;
        Bottom bottom = comprehension.run(evaluation);
        vertex.guardReads |= comprehension.reads;
        if (bottom != null) {
            return failed(vertex, work, bottom);
        }
        recordLayers(comprehension);
        Conjunct around = comprehension.conjunct;
        StructLiteral body = comprehension.declaration.body();
        for (Environment environment : comprehension.yields()) {
            Conjunct conjunct = new Conjunct(
                    environment,
                    body,
                    comprehension.group,
                    around.trail(),
                    around.guards() | comprehension.reads,
                    null);
            Group group =
                    body.embeds() ? new Group(Group.Kind.LITERAL, comprehension.group, null) : comprehension.group;
            mark(work, conjunct);
            insert(vertex, body, environment, conjunct, group, false);
        }
        return true;
    }

    private static void recordLayers(Comprehension comprehension) {
        if (!comprehension.recorded) {
            comprehension.recorded = true;
            for (int i = 0; i < comprehension.yields().size(); i++) {
                comprehension.target.addLayer(comprehension.declaration.body(), comprehension.conjunct.trail(), null);
            }
        }
    }

    private boolean dynamicField(Vertex vertex, Vertex.Work work, Conjunct conjunct, Declaration.DynamicField field) {
        long outer = evaluation.reads;
        evaluation.reads = 0;
        Value value = evaluation.evaluator.concrete(field.label(), conjunct.environment());
        long labelReads = evaluation.reads;
        evaluation.reads = outer;
        vertex.guardReads |= labelReads;
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
        Vertex arc = arcFor(vertex, label);
        Declaration.Field made =
                new Declaration.Field(field.position(), label, field.constraint(), field.value(), field.syntax());
        if (vertex.dynamic == null) {
            vertex.dynamic = new ArrayList<>(4);
        }
        vertex.dynamic.add(new FieldOrder.Dynamic(field, label, made));
        addConjunct(
                arc,
                new Conjunct(
                        Environment.labelled(conjunct.environment(), arc, label),
                        field.value(),
                        conjunct.group(),
                        conjunct.trail(),
                        conjunct.guards() | labelReads,
                        made),
                presence(field.constraint()));
        if (vertex.patterns != null) {
            applyPatterns(vertex);
        }
        return true;
    }

    // ---- references ----

    /** Takes over the conjuncts of the vertex that a reference leads to. */
    private void take(Vertex vertex, Vertex target, Conjunct conjunct, Expression reference) {
        Vertex.Work work = vertex.work();
        if (target.source() == vertex.source()) {
            return;
        }
        if (target.denied != null) {
            add(vertex, work, target.denied, reference.position());
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
        if (reference.namesDefinition()) {
            group = new Group(Group.Kind.DEFINITION, group, null);
        }
        boolean cyclic = conjunct.isCyclic();
        for (Vertex around = vertex.parent; around != null; around = around.parent) {
            if (around.source() == target.source()) {
                work.fatal = Bottom.graver(
                        work.fatal,
                        Bottom.of(Bottom.Code.STRUCTURAL_CYCLE, "structural cycle", reference.position())
                                .withPath(vertex.path()));
                return;
            }
        }
        int here = 0;
        for (Conjunct.Trail trail = conjunct.trail(); trail != null && !cyclic; trail = trail.before) {
            if (trail.reference == reference) {
                cyclic = trail.at.source() != vertex.source() || ++here > SAME_PLACE;
            }
        }
        Conjunct.Trail trail = new Conjunct.Trail(reference, vertex, cyclic, conjunct.trail());
        if (target.pending != null) {
            decide(target);
        }
        long guards = conjunct.guards();
        for (int i = 0; i < target.count; i++) {
            Conjunct theirs = target.conjuncts[i];
            process(
                    vertex,
                    new Conjunct(theirs.environment(), theirs.expression(), group, trail, guards, theirs.field()));
        }
        if ((target.parent != null && target.state != State.DONE) || target.pending != null) {
            Vertex.Work other = target.work();
            if (other.dependents == null) {
                other.dependents = new ArrayList<>(2);
            }
            other.dependents.add(new Vertex.Dependent(vertex, group, trail, guards));
        }
        if (target.count == 0 && target.value != null) {
            add(vertex, work, target.value, reference.position());
        }
    }

    // ---- data ----

    private void data(Vertex vertex, Vertex.Work work, Conjunct conjunct, Expression.Data data) {
        JsonNode node = data.node();
        if (node.isObject()) {
            work.strongStruct = true;
            vertex.addLayer(null, null, node);
            var fields = node.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                Vertex arc = arcFor(vertex, Label.string(field.getKey()));
                addConjunct(arc, part(conjunct, field.getValue()), Presence.REGULAR);
            }
        } else if (node.isArray()) {
            Lists.insert(this, vertex, conjunct, node);
        } else {
            add(vertex, work, JsonValues.scalar(node), data.position());
        }
    }

    /** The conjunct for an element or member of data. */
    static Conjunct part(Conjunct whole, JsonNode node) {
        return new Conjunct(
                null, new Expression.Data(Position.none(), node), whole.group(), whole.trail(), whole.guards(), null);
    }
}
