package io.jenkins.plugins.vela.cue.value;

/**
 * A value of the language. Scalars, types, bounds and the like are in this package; structs and lists are vertices of
 * an evaluation ({@code cue.eval}).
 */
public interface Value {
    /** The kinds it may still be, as bits of {@link Kind}; {@link Kind#NONE} for bottom. */
    int kinds();

    /** True for one scalar; a struct or list counts as concrete too, whatever is in it. */
    default boolean isConcrete() {
        return false;
    }
}
