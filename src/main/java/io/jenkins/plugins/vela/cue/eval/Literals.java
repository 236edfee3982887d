package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Expression.StructLiteral;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts struct literals, and data, into vertices. */
final class Literals {

    private final Evaluation evaluation;

    Literals(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    // ---- struct literals ----

    void insert(Vertex vertex, StructLiteral literal, Environment environment, Conjunct conjunct) {
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
        Work work = vertex.work();
        Trail trail = conjunct.trail();
        long guards = conjunct.guards();
        if (fields) {
            vertex.fields().addLayer(conjunct);
        }
        if (group != null) {
            Closedness.demand(vertex, group);
        }
        if (literal.open()) {
            Closedness.open(vertex, group);
        }
        work.strongStruct |= fields && literal.isStruct();
        work.weakStruct = true;
        if (work.structPosition == null) {
            work.structPosition = literal.position();
        }
        List<Declaration> declarations = literal.declarations();
        for (int i = 0; i < declarations.size(); i++) {
            Declaration declaration = declarations.get(i);
            if (declaration instanceof Declaration.Field field) {
                if (!fields) {
                    continue;
                }
                if (field.label().isRegular() && field.constraint() == Decl.Constraint.NONE) {
                    work.strongStruct = true;
                }
                Vertex arc = evaluation.arcs.arcFor(vertex, field.label());
                evaluation.arcs.addConjunct(
                        arc,
                        Conjunct.of(
                                environment,
                                field.value(),
                                group,
                                field.constraint() == Decl.Constraint.OPTIONAL ? Trail.optional(trail) : trail,
                                guards,
                                field),
                        Arcs.presence(field.constraint()));
            } else if (declaration instanceof Declaration.Embedding embedding) {
                Group embedded = embedding.expression().tag() == Expression.Tag.CONSTANT
                        ? group
                        : new Group(Group.Kind.EMBEDDING, group, null);
                evaluation.expander.process(
                        vertex, Conjunct.of(environment, embedding.expression(), embedded, trail, guards, null));
            } else if (declaration instanceof Declaration.Comprehension comprehension) {
                work.hasComprehension = true;
                insert(vertex, work, comprehension, environment, conjunct, group);
            } else if (declaration instanceof Declaration.Pattern pattern) {
                Conjunct template =
                        Conjunct.of(environment, pattern.value(), group, Trail.optional(trail), guards, null);
                Fields.Pattern constraint = new Fields.Pattern(pattern, template, -1);
                if (pattern.pattern() instanceof Expression.Constant constant) {
                    constraint.matcher = constant.value();
                    evaluation.arcs.addPattern(vertex, constraint);
                } else {
                    work.tasks.add(new Work.Task(template, pattern, null));
                }
            } else if (declaration instanceof Declaration.DynamicField) {
                work.tasks.add(
                        new Work.Task(Conjunct.of(environment, null, group, trail, guards, null), declaration, null));
            }
        }
    }

    void insert(
            Vertex vertex,
            Work work,
            Declaration.Comprehension declaration,
            Environment environment,
            Conjunct conjunct,
            Group group) {
        Conjunct around =
                Conjunct.of(environment, null, group, Trail.optional(conjunct.trail()), conjunct.guards(), null);
        Group inner = declaration.hasRest() ? new Group(Group.Kind.EMBEDDING, group, null) : group;
        Comprehension comprehension = new Comprehension(declaration, around, vertex, inner);
        for (int i = 0; i < declaration.fixed().size(); i++) {
            Declaration.Field field = declaration.fixed().get(i);
            Vertex arc = evaluation.arcs.arcFor(vertex, field.label());
            if (arc.pending() == null) {
                arc.particulars().pending = new ArrayList<>(2);
            }
            Comprehension.Field candidate = new Comprehension.Field(comprehension, field);
            arc.pending().add(candidate);
            if (arc.candidates() != null) {
                arc.candidates().add(candidate);
            }
            if (arc.state != State.EXPANDING && arc.state != State.NEW) {
                arc.state = State.PROVISIONAL;
            }
        }
        if (declaration.hasRest()) {
            work.tasks.add(new Work.Task(around, declaration, comprehension));
        }
    }

    // ---- data ----

    void data(Vertex vertex, Work work, Conjunct conjunct, Expression.Data data) {
        JsonNode node = data.node();
        if (node.isObject()) {
            work.strongStruct = true;
            vertex.fields().addLayer(conjunct);
            var fields = node.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                Vertex arc = evaluation.arcs.arcFor(vertex, Label.string(field.getKey()));
                evaluation.arcs.addConjunct(arc, Arcs.part(conjunct, field.getValue()), Presence.REGULAR);
            }
        } else if (node.isArray()) {
            Lists.insert(evaluation, vertex, conjunct, node);
        } else {
            evaluation.expander.add(vertex, work, JsonValues.scalar(node), data.position());
        }
    }
}
