package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalar;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions that need no import. */
public final class PredeclaredFunctions {

    static final Builtin CLOSE = Builtin.of("close", List.of(Kind.STRUCT), Kind.STRUCT, (c, a) -> a.get(0));

    private static final Map<String, Value> ALL = Map.ofEntries(
            Map.entry("close", CLOSE),
            Map.entry(
                    "len",
                    Builtin.of(
                            "len",
                            List.of(Kind.STRING | Kind.BYTES | Kind.LIST | Kind.STRUCT),
                            Kind.INT,
                            (c, a) -> length((Calls) c, a.get(0)))),
            Map.entry("and", Builtin.of("and", List.of(Kind.LIST), Kind.TOP, (c, a) -> and((Calls) c, a.get(0)))),
            Map.entry("or", Builtin.of("or", List.of(Kind.LIST), Kind.TOP, (c, a) -> or((Calls) c, a.get(0)))),
            Map.entry("div", division("div", Operator.DIV)),
            Map.entry("mod", division("mod", Operator.MOD)),
            Map.entry("quo", division("quo", Operator.QUO)),
            Map.entry("rem", division("rem", Operator.REM)),
            Map.entry(
                    "error",
                    Builtin.of(
                            "error",
                            List.of(Kind.STRING),
                            Kind.NONE,
                            (c, a) -> Bottom.of(Bottom.Code.USER, Scalar.text(a.get(0))))),
            Map.entry(
                    "matchN",
                    new Builtin(
                            "matchN",
                            List.of(Kind.TOP, Kind.TOP, Kind.LIST),
                            Kind.BOOL,
                            Builtin.Mode.ANY,
                            PredeclaredFunctions::matchN)),
            Map.entry(
                    "matchIf",
                    new Builtin(
                            "matchIf",
                            List.of(Kind.TOP, Kind.TOP, Kind.TOP, Kind.TOP),
                            Kind.BOOL,
                            Builtin.Mode.ANY,
                            PredeclaredFunctions::matchIf)));

    private PredeclaredFunctions() {}

    /** Whether a function does not mind errors within its argument. */
    static boolean isShallow(Builtin builtin) {
        return builtin == ALL.get("len") || builtin == ALL.get("and") || builtin == ALL.get("or");
    }

    /** By name. */
    public static Map<String, Value> all() {
        return ALL;
    }

    private static Value length(Calls context, Value value) {
        if (value instanceof Text || value instanceof Binary) {
            return Num.of(Scalar.bytes(value).length());
        }
        Vertex vertex = ((Vertex) value).deref();
        Bottom blocked = context.evaluation.arcs.settle(vertex);
        if (blocked != null) {
            return blocked;
        }
        vertex.isEnumerated |= vertex.isStruct();
        int count = 0;
        for (int i = 0; i < vertex.arcCount(); i++) {
            Vertex arc = vertex.arc(i);
            context.evaluation.reads |= arc.reads(Reads.PRESENCE);
            if (arc.presence == Presence.REGULAR && arc.label.isRegular()) {
                count++;
            }
        }
        return Num.of(vertex.isList() && vertex.work != null ? Math.max(count, vertex.work.leastLength) : count);
    }

    private static Value and(Calls context, Value list) {
        List<Value> elements = context.evaluation.functions.elementsOf((Vertex) list);
        if (elements.isEmpty()) {
            return io.jenkins.plugins.vela.cue.value.Scalars.BasicType.TOP;
        }
        Vertex vertex =
                context.evaluation.evaluator.inline(new Expression.Constant(Position.none(), elements.get(0)), null);
        for (Value element : elements.subList(1, elements.size())) {
            vertex.append(Conjunct.of(null, new Expression.Constant(Position.none(), element), null, null, 0, null));
        }
        return vertex;
    }

    private static Value or(Calls context, Value list) {
        List<Value> elements = context.evaluation.functions.elementsOf((Vertex) list);
        if (elements.isEmpty()) {
            return Bottom.incomplete("empty list in call to or");
        }
        return elements.size() == 1
                ? elements.get(0)
                : context.evaluation.evaluator.inline(disjunction(elements), null);
    }

    static Expression.Disjunction disjunction(List<Value> elements) {
        List<Expression.Alternative> alternatives = new ArrayList<>(elements.size());
        for (Value element : elements) {
            alternatives.add(new Expression.Alternative(new Expression.Constant(Position.none(), element), false));
        }
        return new Expression.Disjunction(Position.none(), alternatives, false);
    }

    private static Builtin division(String name, Operator operator) {
        return Builtin.of(
                name,
                List.of(Kind.INT, Kind.INT),
                Kind.INT,
                (c, a) -> Arithmetic.divide(operator, (Num) a.get(0), (Num) a.get(1), Position.none()));
    }

    /** Whether a value is what another one asks for; what is missing yet may still come. */
    private enum Match {
        YES,
        NO,
        OPEN
    }

    private static Value matchN(CallContext context, List<Value> arguments) {
        Value list = context.value(arguments.get(2));
        if (list instanceof Bottom) {
            return list;
        }
        if (!(list instanceof Vertex constraints) || !constraints.isList()) {
            return Bottom.conflict("matchN: cannot use " + list + " (type " + Kind.name(list.kinds()) + ") as list");
        }
        int matches = 0;
        int open = 0;
        for (Value element : ((Calls) context).evaluation.functions.elementsOf(constraints)) {
            Match match = match(context, arguments.get(0), element);
            matches += match == Match.YES ? 1 : 0;
            open += match == Match.OPEN ? 1 : 0;
        }
        for (int more = 0; more <= open; more++) {
            if (!(context.unify(Num.of(matches + more), arguments.get(1)) instanceof Bottom)) {
                return more == 0 ? Bool.of(true) : undecided("matchN");
            }
        }
        return Bool.of(false);
    }

    private static Bottom undecided(String function) {
        return Bottom.incomplete(function + " cannot be decided before all fields are known");
    }

    private static Match match(CallContext context, Value value, Value constraint) {
        Value unified = context.unify(((Calls) context).evaluation.functions.content(value), constraint);
        if (unified instanceof Bottom) {
            return Match.NO;
        }
        Bottom missing = ((Calls) context).evaluation.checker.unsatisfied((Vertex) unified);
        if (missing == null) {
            return Match.YES;
        }
        // what is missing may still come where a definition stands, and there only
        boolean mayCome = !missing.isFatal() && value instanceof Vertex vertex && Tracking.isWithinDefinition(vertex);
        return mayCome ? Match.OPEN : Match.NO;
    }

    private static Value matchIf(CallContext context, List<Value> arguments) {
        Match condition = match(context, arguments.get(0), arguments.get(1));
        if (condition == Match.OPEN) {
            return undecided("matchIf");
        }
        Match branch = match(context, arguments.get(0), arguments.get(condition == Match.YES ? 2 : 3));
        return branch == Match.OPEN ? undecided("matchIf") : Bool.of(branch == Match.YES);
    }
}
