package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;

/** One of the expressions that a vertex is the unification of. Immutable. */
sealed class Conjunct implements FieldOrder.Layer {

    private final Environment environment;
    private final Expression expression;
    private final Group group;
    private final Trail trail;
    private final Declaration.Field field;

    private Conjunct(
            Environment environment, Expression expression, Group group, Trail trail, Declaration.Field field) {
        this.environment = environment;
        this.expression = expression;
        this.group = group;
        this.trail = trail;
        this.field = field;
    }

    /** One that exists only because of what tracked actions gave: few do. */
    private static final class Guarded extends Conjunct {
        private final long guards;

        private Guarded(
                Environment environment,
                Expression expression,
                Group group,
                Trail trail,
                long guards,
                Declaration.Field field) {
            super(environment, expression, group, trail, field);
            this.guards = guards;
        }

        @Override
        long guards() {
            return guards;
        }
    }

    /**
     * Makes one.
     *
     * @param environment where its names are looked up
     * @param expression what it says
     * @param group where it comes from, for closedness; null for nowhere special
     * @param trail references that were followed to get here, for structural cycles
     * @param guards bits of the tracked actions that decided that the conjunct exists
     * @param field the declaration it is the value of, or null
     */
    static Conjunct of(
            Environment environment,
            Expression expression,
            Group group,
            Trail trail,
            long guards,
            Declaration.Field field) {
        return guards == 0
                ? new Conjunct(environment, expression, group, trail, field)
                : new Guarded(environment, expression, group, trail, guards, field);
    }

    Environment environment() {
        return environment;
    }

    Expression expression() {
        return expression;
    }

    Group group() {
        return group;
    }

    @Override
    public Trail trail() {
        return trail;
    }

    long guards() {
        return 0;
    }

    Declaration.Field field() {
        return field;
    }

    Conjunct with(Expression other) {
        return of(environment, other, group, trail, guards(), field);
    }

    Conjunct with(Group other) {
        return of(environment, expression, other, trail, guards(), field);
    }

    Conjunct with(Trail other) {
        return of(environment, expression, group, other, guards(), field);
    }

    // ---- as a layer of a struct ----

    @Override
    public boolean isInput() {
        return expression instanceof Expression.Data data && data.isInput();
    }

    @Override
    public Expression.StructLiteral literal() {
        return expression instanceof Expression.StructLiteral literal ? literal : null;
    }

    @Override
    public JsonNode data() {
        return expression instanceof Expression.Data data ? data.node() : null;
    }
}
