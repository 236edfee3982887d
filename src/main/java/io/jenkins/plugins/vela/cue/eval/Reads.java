package io.jenkins.plugins.vela.cue.eval;

/** What tracked actions were read for. */
enum Reads {
    /** The value, while expanding. */
    VALUE(0),
    /** Whether the field is there. */
    PRESENCE(1),
    /** Which fields there are. */
    GUARDS(2),
    /** Whether something is wrong below. */
    CHECK(3),
    /** Their absence removed an alternative. */
    DROPPED(4);

    /** Where {@link Particulars} keeps them. */
    final int slot;

    Reads(int slot) {
        this.slot = slot;
    }
}
