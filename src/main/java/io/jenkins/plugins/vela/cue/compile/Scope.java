package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.HashMap;
import java.util.Map;

/** Names visible at a place, while compiling. */
final class Scope {

    /** What a name stands for. */
    sealed interface Entry {}

    /** A field of the struct. */
    record FieldEntry(Label label) implements Entry {}

    /** A let of the struct. */
    record LetEntry(Let let) implements Entry {}

    /** A dynamic field of the struct by its alias. */
    record DynamicEntry(DynamicLabel label) implements Entry {}

    /** The value under a pattern or dynamic label. */
    record OwnValueEntry() implements Entry {}

    /**
     * The value of a field by its alias.
     *
     * @param elsewhere what the alias stands for outside of a struct literal
     */
    record ValueAliasEntry(Entry elsewhere) implements Entry {}

    /** The label matched by a pattern. */
    record OwnLabelEntry() implements Entry {}

    /** A variable of a clause. */
    record BindingEntry(int slot) implements Entry {}

    /** An import. */
    record ImportEntry(Import target) implements Entry {}

    /** A name that must be used: imports, lets, aliases. */
    record MustUse(Position position, String name, boolean isImport) {}

    final Scope parent;
    /** Number of environments from the outermost to the one of this scope. */
    final int depth;

    private final boolean isStruct;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, MustUse> unused = new HashMap<>();

    Scope(Scope parent, int depth) {
        this(parent, depth, false);
    }

    private Scope(Scope parent, int depth, boolean isStruct) {
        this.parent = parent;
        this.depth = depth;
        this.isStruct = isStruct;
    }

    /** The scope of a struct literal. */
    static Scope ofStruct(Scope around) {
        return new Scope(around, around.depth + 1, true);
    }

    boolean isStruct() {
        return isStruct;
    }

    void declare(String name, Entry entry) {
        entries.put(name, entry);
    }

    void declare(String name, Entry entry, MustUse use) {
        entries.put(name, entry);
        unused.put(name, use);
    }

    boolean declares(String name) {
        return entries.containsKey(name);
    }

    /** What the name stands for in this very scope, or null; a use is remembered. */
    Entry find(String name, boolean use) {
        Entry entry = entries.get(name);
        if (entry != null && use) {
            unused.remove(name);
        }
        return entry;
    }

    Iterable<MustUse> unused() {
        return unused.values();
    }

    Iterable<String> names() {
        return entries.keySet();
    }
}
