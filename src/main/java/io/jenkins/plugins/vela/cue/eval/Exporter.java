package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.LinkedHashMap;
import java.util.function.Function;

/** Exports a value as data, or says why that is not possible: the gravest error that is found. */
final class Exporter {

    /** Data as a value, so that it can be returned where a bottom could be. */
    record Exported(JsonNode node) implements Value {
        @Override
        public int kinds() {
            return Kind.TOP;
        }
    }

    private final Evaluation evaluation;
    private final Function<Value, JsonNode> scalars;
    private Bottom bottom;
    private int depth;

    Exporter(Evaluation evaluation) {
        this(evaluation, JsonValues::node);
    }

    /** Exports scalars in a way of the caller's. */
    Exporter(Evaluation evaluation, Function<Value, JsonNode> scalars) {
        this.evaluation = evaluation;
        this.scalars = scalars;
    }

    /** An {@link Exported}, or a {@link Bottom}. */
    Value export(Value value) {
        JsonNode node = node(value);
        return bottom != null ? bottom : new Exported(node);
    }

    private JsonNode fail(Bottom failure, Value at) {
        bottom = Bottom.graver(bottom, at instanceof Vertex vertex ? failure.withPath(vertex.path()) : failure);
        return null;
    }

    private JsonNode node(Value value) {
        if (!(value instanceof Vertex vertex)) {
            if (value instanceof Bottom b) {
                return fail(b, value);
            }
            if (value instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
                return node(disjuncts.preferred());
            }
            return value.isConcrete() && value.kinds() != Kind.FUNCTION
                    ? scalars.apply(value)
                    : fail(Bottom.incomplete("incomplete value " + value), value);
        }
        if (vertex.denied() != null) {
            return fail(vertex.denied(), vertex);
        }
        evaluation.expander.expand(vertex);
        Vertex target = vertex.deref();
        Value scalar = target.value;
        if (scalar instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
            return node(disjuncts.preferred());
        }
        if (scalar instanceof Bottom failure) {
            return fail(failure, vertex);
        }
        if (scalar == null && target.kind != 0) {
            return container(target);
        }
        if (scalar != null && scalar.isConcrete() && scalar.kinds() != Kind.FUNCTION) {
            constraints(target);
            return scalars.apply(scalar);
        }
        Position position = vertex.position();
        Bottom failure = Bottom.incomplete("incomplete value " + (scalar == null ? "_" : scalar))
                .withMissing(vertex.reads(Reads.DROPPED) | vertex.reads(Reads.VALUE) | vertex.reads(Reads.PRESENCE));
        return fail(position == null ? failure : failure.at(position), vertex);
    }

    private void constraints(Vertex target) {
        if (target.arcCount() > 0) {
            evaluation.arcs.settle(target);
        }
        for (int i = 0; i < target.arcCount(); i++) {
            Vertex arc = target.arc(i);
            Bottom mismatch = Checker.mismatch(target, arc);
            if (mismatch != null) {
                fail(mismatch, target);
            } else if (arc.presence == Presence.REGULAR) {
                definition(arc);
            }
        }
    }

    private void definition(Vertex arc) {
        Bottom fatal = evaluation.checker.fatal(arc);
        if (fatal != null) {
            fail(fatal, arc);
        }
    }

    private JsonNode container(Vertex target) {
        if (++depth > evaluation.options.limits().depth()) {
            throw new LimitException(
                    "values nested deeper than " + evaluation.options.limits().depth());
        }
        Bottom blocked = evaluation.arcs.settle(target);
        if (target.unfinished() != null) {
            fail(target.unfinished(), target);
        } else if (blocked != null) {
            fail(blocked, target);
        }
        if (target.value instanceof Bottom failure) {
            depth--;
            return fail(failure, target);
        }
        JsonNode result = target.isList() ? list(target) : struct(target);
        Bottom broken = evaluation.bottomTests.brokenGuard(target);
        if (broken != null) {
            fail(broken, target);
        }
        depth--;
        return result;
    }

    private JsonNode list(Vertex target) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(target.arcCount());
        for (int i = 0; i < target.arcCount(); i++) {
            if (target.arc(i).label.kind() != Label.Kind.INDEX) {
                definition(target.arc(i));
                continue;
            }
            JsonNode node = node(target.arc(i));
            if (node != null) {
                array.add(node);
            }
        }
        if (target.isTooShort) {
            fail(Bottom.incomplete("list is shorter than it must be"), target);
        }
        return array;
    }

    private JsonNode struct(Vertex target) {
        int[] order = evaluation.orders.of(target);
        int count = target.arcCount();
        ObjectNode object = new ObjectNode(JsonNodeFactory.instance, new LinkedHashMap<>(count * 4 / 3 + 1));
        for (int i = 0; i < count; i++) {
            Vertex arc = target.arc(order, i);
            if (arc.presence == Presence.REQUIRED) {
                Bottom missing = Bottom.incomplete("field is required but not present")
                        .withMissing(evaluation.tracking.owner(target));
                fail(arc.position() == null ? missing : missing.at(arc.position()), arc);
            } else if (arc.presence == Presence.REGULAR) {
                if (!arc.label.isRegular()) {
                    definition(arc);
                    continue;
                }
                JsonNode node = node(arc);
                if (node != null) {
                    object.set(arc.label.name(), node);
                }
            }
        }
        return object;
    }
}
