package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Conjunction;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;

/** Decides what a vertex is once its conjuncts are in: struct, list, scalar, undecided, or bottom. */
final class Finisher {

    private final Evaluation evaluation;

    Finisher(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    void finish(Vertex vertex, Work work) {
        if (vertex.chosen() != null) {
            vertex.choice().chosen = null;
        }
        vertex.kind = 0;
        vertex.value = null;
        vertex.isWithoutAlternative = false;
        unfinished(vertex, work.unfinished);
        if (Cycles.isCycle(work)) {
            work.fatal = Bottom.graver(
                    work.fatal,
                    placed(Bottom.of(Bottom.Code.STRUCTURAL_CYCLE, "structural cycle"), vertex)
                            .withPath(vertex.path()));
        }
        if (work.fatal == null) {
            decide(vertex, work);
        }
        if (work.fatal == null && !work.disjunctions.isEmpty()) {
            evaluation.disjunctions.resolve(vertex, work);
        }
        if (work.fatal != null) {
            vertex.value = work.fatal;
            return;
        }
        Closedness.check(vertex, evaluation);
        Bottom incomplete = work.incomplete != null ? work.incomplete : work.provisional ? work.blocked : null;
        if (incomplete == null) {
            return;
        }
        if (vertex.kind != 0) {
            unfinished(vertex, incomplete);
            if (vertex.kind == Kind.LIST && work.closedLength < 0 && vertex.arcCount() == 0) {
                vertex.value = incomplete;
                vertex.kind = 0;
            }
        } else if (incomplete.provisional() && vertex.value != null && vertex.value.isConcrete()) {
            // a cycle that other conjuncts break: the value stands, and is checked when the cycle is left
            return;
        } else {
            vertex.value = incomplete;
        }
    }

    private static void unfinished(Vertex vertex, Bottom why) {
        if (why != null) {
            Particulars particulars = vertex.particulars();
            particulars.unfinished = Bottom.graver(particulars.unfinished, why);
            particulars.ownUnfinished = Bottom.graver(particulars.ownUnfinished, why);
        }
    }

    private static Bottom placed(Bottom bottom, Vertex vertex) {
        return vertex.position() == null ? bottom : bottom.at(vertex.position());
    }

    private void decide(Vertex vertex, Work work) {
        Value scalar = work.scalar;
        int kinds = scalar == null ? Kind.TOP : scalar.kinds();
        if (work.strongStruct && work.isList) {
            conflict(vertex, work, "struct", "list");
        } else if (work.strongStruct) {
            become(vertex, work, Kind.STRUCT, kinds);
        } else if (work.isList) {
            become(vertex, work, Kind.LIST, kinds);
            if (work.fatal == null) {
                lengths(vertex, work);
            }
        } else if (work.weakStruct
                && !isScalar(scalar)
                && (kinds & Kind.STRUCT) != 0
                && (scalar != BasicType.TOP || work.hasComprehension)) {
            become(vertex, work, Kind.STRUCT, kinds);
        } else {
            vertex.value = scalar;
        }
    }

    private static boolean isScalar(Value scalar) {
        return scalar != null && (scalar.kinds() & (Kind.STRUCT | Kind.LIST)) == 0;
    }

    private void conflict(Vertex vertex, Work work, String one, String other) {
        Bottom bottom = Bottom.conflict("conflicting values (mismatched types " + one + " and " + other + ")");
        if (work.structPosition != null) {
            bottom = bottom.at(work.structPosition);
        }
        if (work.scalarPosition != null) {
            bottom = bottom.at(work.scalarPosition);
        }
        if (work.listPosition != null) {
            bottom = bottom.at(work.listPosition);
        }
        work.fatal = Bottom.graver(work.fatal, bottom.withPath(vertex.path()));
    }

    private void become(Vertex vertex, Work work, int kind, int kinds) {
        if ((kinds & kind) == 0) {
            Bottom bottom = Bottom.conflict("conflicting values " + work.scalar + " and "
                    + (kind == Kind.STRUCT ? "{…}" : "[…]") + " (mismatched types " + Kind.name(kinds) + " and "
                    + Kind.name(kind) + ")");
            if (work.scalarPosition != null) {
                bottom = bottom.at(work.scalarPosition);
            }
            io.jenkins.plugins.vela.cue.syntax.Position own =
                    kind == Kind.STRUCT ? work.structPosition : work.listPosition;
            if (own != null) {
                bottom = bottom.at(own);
            }
            work.fatal = Bottom.graver(work.fatal, bottom.withPath(vertex.path()));
            return;
        }
        vertex.kind = kind;
        vertex.isListOpen = kind == Kind.LIST && work.closedLength < 0;
        if (work.scalar instanceof Validator || work.scalar instanceof Conjunction) {
            validate(vertex, work, work.scalar);
        }
    }

    private void validate(Vertex vertex, Work work, Value constraint) {
        if (constraint instanceof Conjunction conjunction) {
            for (Value part : conjunction.parts()) {
                validate(vertex, work, part);
            }
        } else if (constraint instanceof Validator validator) {
            Bottom violation = evaluation.functions.violation(validator, vertex);
            if (violation != null && !violation.isFatal()) {
                work.incomplete = Bottom.graver(work.incomplete, violation);
            } else if (violation != null) {
                work.fatal = Bottom.graver(work.fatal, violation.withPath(vertex.path()));
            }
        }
    }

    private static void lengths(Vertex vertex, Work work) {
        int length = work.closedLength;
        int present = Math.max(work.leastLength, vertex.elementCount());
        if (length >= 0 && present > length) {
            Bottom bottom = Bottom.conflict("incompatible list lengths (" + length + " and " + present + ")");
            if (work.listPosition != null) {
                bottom = bottom.at(work.listPosition);
            }
            work.fatal = Bottom.graver(work.fatal, bottom.withPath(vertex.path()));
        }
    }
}
