package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;

/**
 * One of the expressions that a vertex is the unification of.
 *
 * @param environment where its names are looked up
 * @param expression what it says
 * @param group where it comes from, for closedness; null for nowhere special
 * @param trail references that were followed to get here, for structural cycles
 * @param guards bits of the tracked actions that decided that the conjunct exists
 * @param field the declaration it is the value of, or null
 */
record Conjunct(
        Environment environment,
        Expression expression,
        Group group,
        Trail trail,
        long guards,
        Declaration.Field field) {

    Conjunct with(Expression other) {
        return new Conjunct(environment, other, group, trail, guards, field);
    }

    Conjunct with(Group other) {
        return new Conjunct(environment, expression, other, trail, guards, field);
    }

    Conjunct with(Trail other) {
        return new Conjunct(environment, expression, group, other, guards, field);
    }
}
